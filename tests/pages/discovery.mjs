// Case, Discovery, from sealing to the error rate: by keyboard alone, in each language.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { check, checkPage, enter, openUntil, setWidth, signIn, visitor } from './check.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const words = (language) => JSON.parse(readFileSync(path.join(root, `content/${language}/messages.console.json`), 'utf8'));

/** Tab until the focus is on what `selector` names; false when it never comes there. */
async function tabTo(page, selector, most = 400) {
  await page.locator('body').focus().catch(() => {});
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return true;
  }
  return false;
}

/** The same, and Enter: a link is followed, a button pressed. */
async function go(page, selector) {
  if (!(await tabTo(page, selector))) throw new Error(`Tab never comes to ${selector} on ${page.url()}`);
  await enter(page);
}

async function type(page, selector, text) {
  if (!(await tabTo(page, selector))) throw new Error(`Tab never comes to ${selector} on ${page.url()}`);
  await page.keyboard.type(text);
}

const text = (page) => page.locator('main').innerText();

/** What a screen reader is at after an act, once the focus has come to `id`: that, and its words. */
const atFocus = async (page, id) => {
  await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id).catch(() => {});
  return page.evaluate(() => `${document.activeElement?.id}: ${document.activeElement?.innerText ?? ''}`.replace(/\s+/g, ' ').trim());
};

function noise(bytes) {
  const out = Buffer.alloc(bytes);
  for (let i = 0, x = 12345; i < bytes; i += 1) {
    x = (x * 1103515245 + 12345) % 2147483648;
    out[i] = x >> 16;
  }
  return out;
}

function evidence() {
  const given = ['Ada', 'Bea', 'Cy', 'Dora', 'Eli', 'Fay', 'Gus', 'Hal'];
  const places = ['Stamford,CT,06901', 'Stamford,CT,06902', 'Port Chester,NY,10573', 'Newark,NJ,07102'];
  let staff = 'name,ssn,street,city,state,zip,email\n', boxed = 'customer,card number,expires\n';
  for (let i = 0; i < 60; i += 1) {
    const name = `${given[i % 8]} Keyed${'abcdefghij'[i % 10]}`;
    staff += `${name},219-21-${1000 + i},${i + 1} Elm Street,${places[i % 4]},keyed${i}@example.org\n`;
    if (i < 12) boxed += `${name},4539578763621486,0${1 + (i % 9)}/29\n`;
  }
  let quiet = '';
  for (let i = 0; i < 80; i += 1) quiet += `The pump of hall ${i} was looked at and is well.\n`;
  return {
    'staff list.csv': Buffer.from(staff),
    'box.csv.gz': gzipSync(Buffer.from(boxed)),
    'notes.txt': Buffer.from('Summer Park 219-22-1234\n\nRosa Delgado 219-22-5678, 4 Fern Road, Stamford, CT 06903\n'),
    'pumps.txt': Buffer.from(quiet),
    'scrambled.bin': noise(40000),
  };
}

export async function discoverByKeyboard(browser, desk, shot, language) {
  const say = words(language);
  const page = await visitor(browser, { language });
  const of = (what) => `discovery in ${language}: ${what}`;
  const look = (name) => checkPage(page, `page: ${name} in ${language}`, { language });
  await signIn(page, desk, 'rivera', '/staff/cases');
  await type(page, '#subject', `Searched by keyboard (${language})`);
  await enter(page);
  const at = new URL(page.url()).pathname;
  if (!check(of('a case opens'), /^\/staff\/case\/[^/]+$/.test(at), at)) return;

  await go(page, `a[href="${at}/discovery"]`);
  check(of('without evidence it says what to do first'), (await text(page)).includes(say['console.discovery.no_evidence']), await text(page));
  await look('discovery without evidence');
  for (const [name, bytes] of Object.entries(evidence())) {
    await page.goto(`${desk.address}${at}/evidence`);
    await type(page, '#purpose', 'the copied drive');
    await page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer: bytes });
    await go(page, 'form[action$="/evidence"] button[type=submit]');
  }
  await go(page, `a[href="${at}/discovery"]`);
  await look('discovery before the first search');
  await go(page, 'form[action$="/discovery"] button');
  const asked = await atFocus(page, 'done');
  check(of('asking for a search says so, with the focus there'), asked === `done: ${say['done.search-start']}`, asked);
  // While it runs the page has a link to itself, for who has no key to load it again.
  if ((await page.locator('form[action$="/discovery/pause"]').count()) > 0) {
    await go(page, `form[action$="/discovery/pause"] a[href="${at}/discovery"]`);
  }
  await openUntil(page, `${desk.address}${at}/discovery`, async () => (await page.locator('.ll-heat').count()) > 0);
  const overview = await text(page);
  check(of('what was read: a bar and counts'), (await page.locator('progress.ll-bar').count()) > 0 &&
    new RegExp(`${say['console.discovery.files']}\\s+\\d+`).test(overview) && overview.includes(say['console.discovery.people']), overview);
  const unread = await page.locator('li.ll-unread').allInnerTexts();
  check(of('what was not read stands with its size and reason'), unread.some((line) => /40\.0 kB · .{10,}/.test(line)), unread.join(' | '));
  const red = await page.locator('li.ll-unread').first().evaluate((e) => getComputedStyle(e).color);
  check(of('and in red'), red === 'rgb(139, 10, 3)', red);
  check(of('times have a zone'), /\b(EST|EDT)\b/.test(overview), overview);
  check(of('no kind is without its words'), !/\[finding/.test(overview), overview);
  check(of('people by state'), /Connecticut\s+0\s+\d+/.test(overview) && /Nueva York|New York/.test(overview), overview);
  await look('discovery after a search');
  await shot(page, `discovery-${language}`);

  // A file inside a file has its own line; its number leads to what was found there.
  const heat = await page.locator('.ll-heat tbody th').allInnerTexts();
  check(of('the heat table names files, also inside an item'), heat.some((t) => t.includes('staff list.csv') || t.includes('staff\\x20list.csv')) &&
    heat.some((t) => /box\.csv\.gz \/ box\.csv/.test(t)), heat.join(' | '));
  await go(page, '.ll-heat a[href*="element=CARD"]');
  check(of('a number of the heat table leads to its findings'), (await page.locator('main tbody tr').count()) === 12 &&
    (await page.locator('#element').inputValue()) === 'CARD', page.url());
  await look('findings of one file');
  await go(page, `a[href="${at}/findings"]`);
  const all = await text(page);
  check(of('a hundred findings a page, and the rest behind'), (await page.locator('main tbody tr').count()) === 100 &&
    (await page.locator('nav a[href*="page=2"]').count()) === 1, all.slice(-300));
  if (await tabTo(page, '#element')) await page.keyboard.press('End');
  for (let i = 0; i < 40 && (await page.locator('#element').inputValue()) !== 'SSN'; i += 1) await page.keyboard.press('ArrowUp');
  if (await tabTo(page, '#order')) await page.keyboard.press('ArrowDown');
  await go(page, 'form.ll-narrow button');
  check(of('narrowed and ordered by keys'), /element=SSN/.test(page.url()) && /order=doubtful-first/.test(page.url()) &&
    (await page.locator('main tbody tr').count()) === 62, `${page.url()} ${await page.locator('main tbody tr').count()}`);
  const first = await page.locator('main tbody tr').first().innerText();
  check(of('the doubtful come first'), first.includes('***'), first);
  await look('findings narrowed');
  await shot(page, `findings-${language}`);

  // One of them, at its place.
  const link = await page.locator('main tbody tr a').last().getAttribute('href');
  await go(page, `a[href="${link}"]`);
  const place = await text(page);
  check(of('a finding shows its place and the text around it, masked'), /E\d+ @\d+/.test(place) && (await page.locator('mark').count()) === 1 &&
    !/219-2[12]-\d{4}/.test(place) && !/\d{3}-\d\d-\d{4}/.test(place), place);
  const sureness = ['sure', 'likely', 'doubtful'].map((w) => say[`sureness.means.${w}`]);
  check(of('and says how sure it is in plain words'), sureness.some((w) => place.includes(w)), place);
  await look('one finding');
  await shot(page, `finding-${language}`);
  await go(page, 'form[action$="/finding/reveal"] button');
  check(of('without a purpose no value is shown'), (await page.locator('a[href="#purpose"]').count()) === 1 &&
    !/\d{3}-?\d\d-?\d{4}/.test(await text(page)), await text(page));
  await look('one finding without a purpose');
  await type(page, '#purpose', 'to answer a question of counsel');
  await go(page, 'form[action$="/finding/reveal"] button');
  check(of('with one it is'), /219-?2[12]-?\d{4}/.test(await text(page)), await text(page));
  await go(page, 'form[action$="/finding"] button[value=accepted]');
  const accepted = await atFocus(page, 'done');
  check(of('what was done is said, with the focus there'), accepted === `done: ${say['done.finding-accepted']}`, accepted);
  check(of('accepted by a key, and the page stays'), page.url().includes('/finding/') && (await text(page)).includes(say['finding.state.accepted']) &&
    !/219-?2[12]-?\d{4}/.test(await text(page)), page.url());
  await page.goto(`${desk.address}${at}/evidence`);
  check(of('the look is in custody with its purpose'), (await text(page)).includes('to answer a question of counsel'));

  // The tables, to take away.
  for (const [table, head] of [['findings.tsv', 'finding\tevidence\tpath'], ['people.tsv', 'person\tstate'], ['discovery/files.tsv', 'evidence\tname'],
    ['discovery/unread.tsv', 'path\treason\tbytes'], ['discovery/states.tsv', 'state\tproposed']]) {
    const got = await page.request.get(`${desk.address}${at}/${table}`);
    const body = await got.text();
    check(of(`${table} can be taken away`), got.status() === 200 && body.startsWith(head) && body.trim().split('\n').length > 1 &&
      !/219-2[12]-\d{4}|Keyed/.test(body), body.slice(0, 200));
  }

  // The two queues, without access keys: Tab and Enter.
  await go(page, `a[href="${at}/discovery"]`);
  await go(page, `a[href="${at}/names"]`);
  await look('the queue of names');
  if ((await page.locator('button[value="not-a-name"]').count()) > 0) {
    const before = await text(page);
    await go(page, 'form[action$="/names"] button[value="not-a-name"]');
    check(of('a name is judged by Tab and Enter'), before !== (await text(page)));
    const answered = await atFocus(page, 'queue');
    check(of('and the focus is at how many are left'), answered.startsWith(`queue: ${say['console.names.open']}`), answered);
  } else {
    check(of('the queue of names says that it is empty'), (await text(page)).includes(say['console.names.none']), await text(page));
  }
  await go(page, `a[href="${at}/discovery"]`);
  await go(page, `a[href="${at}/links"]`);
  await look('the queue of links');

  // The error rate.
  await go(page, `a[href="${at}/discovery"]`);
  await go(page, `a[href="${at}/sample"]`);
  const dealt = await text(page);
  check(of('fifty findings and fifty lines are dealt, masked'), (await page.locator('.ll-deal li').count()) === 100 && !/\d{3}-\d\d-\d{4}/.test(dealt) &&
    dealt.includes(say['sample.masked']), dealt.slice(0, 400));
  await look('a sample, masked');
  await tabTo(page, '.ll-deal input[type=radio]');
  for (let i = 0; i < 3; i += 1) {
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
  }
  await type(page, '#purpose', 'to know the error rate');
  await enter(page);
  check(of('the real text comes with a purpose, and what was judged stays'), (await text(page)).includes(say['sample.real']) &&
    (await page.locator('.ll-deal input:checked').count()) === 3, await page.locator('.ll-deal input:checked').count());
  await shot(page, `sample-${language}`);
  await tabTo(page, '.ll-deal input[type=radio]');
  for (let i = 0; i < 100; i += 1) {
    // The last finding and the last line stay "not sure": they are left out, and told.
    if (i === 49 || i === 99) await page.keyboard.press('ArrowLeft');
    else await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
  }
  const save = await page.evaluate(() => document.activeElement?.closest('form')?.classList.contains('ll-sample') && document.activeElement.type === 'submit');
  check(of('a hundred places are judged with Space and Tab, and the next is the button'), save);
  await enter(page);
  const rate = await text(page);
  check(of('precision and recall with their intervals'), (rate.match(/100\.0 % \([^)]*95 %: ?[^)]*9\d\.\d[^)]*\)/g) ?? []).length >= 2 ||
    (rate.match(/100\.0 % \(.*?\d\d\.\d.*?100\.0 %\)/g) ?? []).length >= 2, rate);
  check(of('what was left out is told, with the worst it could mean'), rate.includes(say['sample.left_out']) && /98\.0 %/.test(rate), rate);
  check(of('and how it is reckoned, with the sources'), (await page.locator('details summary').allInnerTexts()).includes(say['sample.method']));
  if (await tabTo(page, 'details summary')) await page.keyboard.press('Enter');
  await look('a judged sample');
  await shot(page, `sample-judged-${language}`);

  // Nothing scrolls sideways on a phone, on any page of it.
  for (const part of ['discovery', 'discovery/files', 'discovery/unread', 'findings', 'people', 'names', 'links', 'sample', 'evidence']) {
    await page.goto(`${desk.address}${at}/${part}`);
    await setWidth(page, 320);
    const wide = await page.evaluate(() => {
      const d = document.documentElement;
      if (d.scrollWidth > d.clientWidth + 1) return `page ${d.scrollWidth}`;
      const box = [...document.querySelectorAll('.ll-scroll')].find((e) => e.scrollWidth > e.clientWidth + 1);
      return box ? `${box.getAttribute('aria-label')} ${box.scrollWidth} in ${box.clientWidth}` : '';
    });
    check(of(`${part} needs no sideways scroll at 320 px`), wide === '', wide);
    await shot(page, `narrow-${part.replace('/', '-')}-${language}`);
    await page.setViewportSize({ width: 320, height: 900 });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '32px', 'important'));
    const large = await page.evaluate(() => {
      const d = document.documentElement;
      if (d.scrollWidth <= d.clientWidth + 1) return '';
      const out = [...document.querySelectorAll('main *')].find((e) => e.getBoundingClientRect().right > d.clientWidth + 1);
      return `${d.scrollWidth}: ${out?.tagName} ${out?.className} ${out?.textContent.trim().slice(0, 60)}`;
    });
    check(of(`${part} needs none with text of twice the size either`), large === '', large);
  }

  // Paper has no scroll bar: the table of kinds by file shows all of itself.
  await page.emulateMedia({ media: 'print' });
  await page.goto(`${desk.address}${at}/discovery/files`);
  const paper = await page.locator('.ll-heat-box').evaluate((e) => getComputedStyle(e).overflowX);
  check(of('the table of kinds by file prints whole'), paper === 'visible', paper);
  await page.emulateMedia({ media: 'screen' });
  await page.context().close();
}
