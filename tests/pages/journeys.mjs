// What people come to do, done the way they do it: counted, with scripts off, by keyboard.
import { availableParallelism } from 'node:os';
import { check, checkPage, enter as pressEnter, openUntil, signIn, visitor } from './check.mjs';

const list = 'name,ssn,dob,street,city,state,zip\n' +
  'Quillan Marsh,811-04-2290,1971-04-03,3 Larkwhistle Lane,Stamford,CT,06903\n' +
  'Odalys Perrin,812-17-3351,1984-11-20,9 Tinder Hill Road,Stamford,CT,06905\n';
const story = 'A message asked me to click a link and type my city password. I did — and now I am worried.';

const press = (page) => page.click('main form button[type=submit]:not([name])');

/** Reference and code from the receipt page. */
async function receiptOf(page) {
  const signs = await page.locator('main dl .ll-code').allInnerTexts();
  return { reference: signs[0]?.trim(), code: signs[1]?.trim() };
}

/** Journey A: pages, clicks and answers are counted against the design's limits. */
export async function reportWithoutScripts(browser, desk) {
  const page = await visitor(browser, { scripts: false, width: 320 });
  let pages = 0;
  let clicks = 0;
  let answers = 0;
  page.on('framenavigated', () => { pages += 1; });
  const go = async () => { clicks += 1; await press(page); };
  const answer = async (act) => { answers += 1; await act(); };

  await page.goto(`${desk.address}/report`);
  check('report: it warns about work devices before the first question',
    /work (device|computer|phone|network)|device|network/i.test(await page.locator('main').innerText()));
  await go();
  await answer(async () => { clicks += 1; await page.locator('label[for=kind-suspicious_message]').click(); });
  await go();
  await answer(() => page.fill('#what', story));
  await page.setInputFiles('#files', { name: 'message.eml', mimeType: 'message/rfc822', buffer: Buffer.from('Subject: urgent\n\nclick\n') });
  await go();
  await answer(async () => { clicks += 1; await page.locator('label[for=when_unsure]').click(); });
  await go();
  await answer(async () => { clicks += 1; await page.locator('label[for=reply-anonymous]').click(); });
  await go();
  const shown = await page.locator('main').innerText();
  check('report: the check page shows the answers and the file', shown.includes(story) && shown.includes('message.eml'), shown);
  const carry = await page.inputValue('input[name=carry]');
  await go();
  const { reference, code } = await receiptOf(page);
  check('report: a reference and a code in groups of four', /^[A-Z0-9-]+$/.test(reference ?? '') && /^([A-Z0-9]{4}[- ]?){4,}$/.test(code ?? ''), `${reference} ${code}`);
  check(`report: at most 7 pages (${pages})`, pages <= 7, pages);
  check(`report: at most 9 clicks (${clicks})`, clicks <= 9, clicks);
  check(`report: at most 4 required answers (${answers})`, answers <= 4, answers);

  // The same form once more, as a double click or "back" would send it.
  const again = await page.request.post(`${desk.address}/report/check`, { form: { carry } });
  const text = await again.text();
  check('report: sent twice, it is one report', again.status() === 200 && text.includes(reference), again.status());

  await page.fill('#last', 'ZZZZ');
  await press(page);
  check('receipt: it does not let go on the wrong signs', (await receiptOf(page)).code === code);
  await page.fill('#last', code.replace(/[^A-Z0-9]/g, '').slice(-4).toLowerCase());
  await press(page);
  check('receipt: it lets go on the last four, in small letters too',
    (await page.locator('main').innerText()).includes(reference) && (await page.locator('#last').count()) === 0);
  await page.context().close();
  return { reference, code };
}

/** A report saved on one machine and finished on another: no cookie, no script, the code alone. */
export async function saveAndResume(browser, desk, shot) {
  const page = await visitor(browser, { scripts: false, width: 320 });
  await page.goto(`${desk.address}/report`);
  await press(page);
  await page.locator('label[for=kind-other]').click();
  await press(page);
  await page.fill('#what', 'Half of what I want to say');
  await page.setInputFiles('#files', { name: 'photo.txt', mimeType: 'text/plain', buffer: Buffer.from('a picture') });
  await page.click('main button[name=save]');
  await checkPage(page, 'page: a report saved for later', { scripts: false });
  await shot(page, 'report-saved');
  const code = (await page.locator('main .ll-code').first().innerText()).trim();
  check('draft: the code is given at the first save', /^([A-Z0-9]{4}-?){5}$/.test(code), code);
  await page.context().close();

  const later = await visitor(browser, { scripts: false });
  await later.goto(`${desk.address}/status`);
  await later.fill('#code', code);
  await press(later);
  await checkPage(later, 'page: a code of a report that was not sent', { scripts: false });
  await shot(later, 'public-status-draft');
  await press(later);
  check('draft: it opens where it was left', (await later.locator('#when_unsure').count()) === 1, later.url());
  await later.locator('label[for=when_unsure]').click();
  await press(later);
  await later.locator('label[for=reply-anonymous]').click();
  await press(later);
  const shown = await later.locator('main').innerText();
  check('draft: words and file are there', shown.includes('Half of what I want to say') && shown.includes('photo.txt'), shown);
  await press(later);
  check('draft: the receipt has the same code', (await receiptOf(later)).code === code);
  await later.context().close();
}

/** Names sealed, words released, an encrypted export: each page looked at. */
export async function sealAndRelease(browser, desk, shot) {
  const page = await visitor(browser);
  check('sealed: the privacy officer signs in', await signIn(page, desk, 'rivera'), page.url());
  const of = `${desk.address}/staff/case/${desk.demo.case}`;
  await page.goto(`${of}/sealed`);
  await checkPage(page, 'page: sealed names, none yet');
  await page.fill('#names', 'Mordaunt Fenwick\nmfenwick7');
  await page.locator('form[action$="/sealed"] button').click();
  await page.goto(`${of}/timeline`);
  await page.fill('#text', 'Mordaunt Fenwick had the list.');
  await page.locator('form[action$="/timeline"] button').click();
  const timeline = await page.locator('main').innerText();
  check('sealed: the timeline shows a letter', timeline.includes('Person A had the list.') && !timeline.includes('Fenwick'));
  await page.goto(`${of}/sealed`);
  await page.locator('details summary').first().click();
  await page.fill('#reason-A', 'to write to them');
  await page.locator('form[action$="/sealed/open"] button').first().click();
  await checkPage(page, 'page: a sealed name, opened');
  await shot(page, 'staff-sealed-open');
  check('sealed: opened with a reason', (await page.locator('main').innerText()).includes('Mordaunt Fenwick'));
  await page.goto(`${of}/texts`);
  await checkPage(page, 'page: words for exports');
  await shot(page, 'staff-texts-waiting');
  check('texts: the new entry waits', (await page.locator('input[name=event]').count()) >= 1);
  await page.goto(`${of}/record`);
  await page.locator('details summary').first().click();
  await page.locator('label[for=personal]').click();
  await page.fill('#purpose', 'for the insurer');
  await page.fill('#passphrase', 'short');
  await page.locator('form[action$="/export-sealed"] button').click();
  await checkPage(page, 'page: the record with a passphrase too short');
  check('export: a short passphrase is an error', (await page.title()).startsWith('Error:'));
  await page.context().close();
  const responder = await visitor(browser);
  check('sealed: the responder signs in', await signIn(responder, desk, 'lind'), responder.url());
  await responder.goto(`${of}/sealed`);
  await checkPage(responder, 'page: sealed names for who may not open them');
  check('sealed: nothing to open is offered', (await responder.locator('form[action$="/sealed/open"]').count()) === 0);
  await responder.context().close();
}

/** An error keeps what was typed, names the field, and says "Error:" in the title. */
export async function reportErrors(browser, desk) {
  const page = await visitor(browser, { scripts: false });
  await page.goto(`${desk.address}/report`);
  await press(page);
  await press(page);
  check('report: no choice is an error on the same page', (await page.title()).startsWith('Error:') && (await page.locator('#kind').count()) === 1);
  check('report: the summary leads to the field', (await page.locator('#problems a[href="#kind"]').count()) === 1);
  check('report: the focus is on the summary, without scripts too', (await page.locator('#problems:focus').count()) === 1);
  check('report: the message stands at its field', (await page.locator('#kind').getAttribute('aria-describedby')) === 'kind-problem' &&
    (await page.locator('fieldset#kind #kind-problem').innerText()) !== '');
  await page.locator('label[for=kind-other]').click();
  await press(page);
  await page.fill('#what', '');
  await page.fill('#where', 'Town hall, 2nd floor – "desk" <4>');
  await press(page);
  check('report: the field says that it is wrong, and why', (await page.locator('#what').getAttribute('aria-invalid')) === 'true' &&
    (await page.locator('#what').getAttribute('aria-describedby')) === 'what-hint what-problem' && (await page.locator('#where').getAttribute('aria-invalid')) === null);
  check('report: an error keeps the other answer', (await page.inputValue('#where')) === 'Town hall, 2nd floor – "desk" <4>');
  await page.fill('#what', 'x <script>alert(1)</script> {{TITLE}} [[portal.home.title]] ñ');
  await press(page);
  await page.fill('#when_month', '13');
  await page.fill('#when_day', '45');
  await page.fill('#when_year', '2025');
  await press(page);
  check('report: a day that is none is an error and stays as typed',
    (await page.title()).startsWith('Error:') && (await page.inputValue('#when_day')) === '45');
  await page.fill('#when_month', '1');
  await page.fill('#when_day', '5');
  await press(page);
  await page.locator('label[for=reply-contact]').click();
  await page.locator('label[for=how-email]').click();
  await press(page);
  check('report: to be written to, an address is needed', (await page.title()).startsWith('Error:') && (await page.locator('#reply-contact').isChecked()));
  await page.locator('label[for=reply-anonymous]').click();
  await press(page);
  const shown = await page.locator('main').innerText();
  check('report: markup stays words', shown.includes('<script>alert(1)</script> {{TITLE}} [[portal.home.title]]'), shown);
  await page.locator('button[name=change][value=what]').click();
  check('report: a change link leads back to the answer', (await page.inputValue('#what')).startsWith('x <script>'));
  await page.context().close();
}

/** Tab and Enter alone, from the skip link to the receipt. */
export async function reportByKeyboard(browser, desk) {
  const page = await visitor(browser, { language: 'es', width: 320 });
  // Tabs until the element is focused; the way must be open to a hand without a mouse.
  const reach = async (selector) => {
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  };
  const enter = () => pressEnter(page);
  const look = (name) => checkPage(page, `report in Spanish: ${name}`, { language: 'es' });
  await page.goto(`${desk.address}/report`);
  await page.keyboard.press('Tab');
  check('keyboard: the first stop is the skip link', await page.evaluate(() => document.activeElement.classList.contains('usa-skipnav')));
  await page.keyboard.press('Enter');
  await reach('main button[type=submit]');
  await enter();
  await look('kind');
  await reach('main input[name=kind]');
  await page.keyboard.press('Space');
  await reach('main button[type=submit]');
  await enter();
  await look('what');
  await reach('#what');
  await page.keyboard.type('Alguien pidió mi número de Seguro Social por teléfono.');
  await reach('main button[type=submit]');
  await enter();
  await look('when');
  await reach('#when_unsure');
  await page.keyboard.press('Space');
  await reach('main button[type=submit]');
  await enter();
  await look('contact');
  await reach('main input[name=reply]');
  await page.keyboard.press('Space');
  await reach('main button[type=submit]');
  await enter();
  await look('check');
  await reach('main button[type=submit]:not([name])');
  await enter();
  await look('receipt');
  const { reference, code } = await receiptOf(page);
  check('keyboard: a report goes in by Tab, Space and Enter', Boolean(reference) && Boolean(code));
  await page.context().close();
}

/** The reporter comes back with the code. */
export async function followUp(browser, desk, receipt) {
  const page = await visitor(browser, { scripts: false, width: 320 });
  const ask = async (code) => {
    await page.goto(`${desk.address}/status`);
    await page.fill('#code', code);
    await press(page);
    return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
  };
  const wrong = await ask('AAAA-BBBB-CCCC-DDDD');
  const title = await page.title();
  const nonsense = await ask('?');
  check('status: every wrong code reads alike', wrong === nonsense && title.startsWith('Error:'), `${wrong} / ${nonsense}`);
  await ask(receipt.code.toLowerCase().replace(/-/g, ' '));
  check('status: the code opens the report, with spaces and small letters', (await page.locator('main').innerText()).includes(receipt.reference));
  check('status: the code is in no address', !page.url().includes(receipt.code.slice(0, 4)));
  await page.fill('#text', 'I changed my password since.');
  await page.click('form[action="/status/message"] button');
  check('status: a message is kept and shown', (await page.locator('.ll-message').last().innerText()).includes('I changed my password since.'));
  await page.fill('#text', '   ');
  await page.click('form[action="/status/message"] button');
  check('status: an empty message is an error', (await page.title()).startsWith('Error:'));
  await page.context().close();
}

/** An officer takes the report in and works the case until letters wait for approval. */
export async function workTheCase(browser, desk, receipt) {
  const page = await visitor(browser);
  check('officer: sign in without a second factor, at this machine', await signIn(page, desk, 'lind'), page.url());
  await page.goto(`${desk.address}/staff/inbox`);
  await page.click(`a[href="/staff/report/${receipt.reference}"]`);
  check('officer: the report in the words of the reporter', (await page.locator('main').innerText()).includes(story));
  await checkPage(page, 'page: a report with a file');
  await page.fill('#subject', 'Password given away');
  await page.click('form[action$="/accept"] button');
  const at = new URL(page.url()).pathname;
  if (!check('officer: accepting opens a case', /^\/staff\/case\/[^/]+$/.test(at), at)) return;
  const there = (part) => `${desk.address}${at}/${part}`;

  await page.goto(there('fact/incident.summary'));
  await page.locator('label[for=certainty-known]').click();
  await page.fill('main [name="value"]', 'A password was given to a false page.');
  await page.fill('#said_by', 'the reporter');
  await page.click('main form[action*="/fact/"] button[type=submit]');
  check('officer: a stated fact is on the case, with who said it',
    /A password was given to a false page\./.test(await page.locator('main').innerText()) && /the reporter/.test(await page.locator('main').innerText()));
  await page.goto(there('fact/discovered'));
  await page.fill('main [name="value"]', '2026-02-30');
  await page.click('main form[action*="/fact/"] button[type=submit]');
  check('officer: a day that is none is refused and stays as typed',
    (await page.title()).startsWith('Error:') && (await page.inputValue('main [name="value"]')) === '2026-02-30');

  await page.goto(there('timeline'));
  await page.fill('#text', 'Called the reporter; the password is changed.');
  await page.fill('#happened', '2026-01');
  await page.click('form[action$="/timeline"] button[type=submit]');
  check('officer: an entry is on the timeline', (await page.locator('.ll-timeline').innerText()).includes('the password is changed'));
  await page.fill('#text', 'Kept when the day is wrong.');
  await page.fill('#happened', 'last week');
  await page.click('form[action$="/timeline"] button[type=submit]');
  check('officer: an entry with a bad day keeps its words',
    (await page.title()).startsWith('Error:') && (await page.inputValue('#text')) === 'Kept when the day is wrong.');

  await page.goto(there('evidence'));
  await page.fill('#purpose', 'the list the false page had');
  await page.setInputFiles('#file', { name: 'list of staff.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.click('form[action$="/evidence"] button[type=submit]');
  check('officer: evidence is sealed and has its digest',
    /list of staff\.csv/.test(await page.locator('main').innerText()) && /[0-9a-f]{64}/.test(await page.locator('main').innerText()));
  await page.click('form[action$="/evidence/check"] button');
  check('officer: sealed evidence checks out', /intact/.test(await page.locator('main').innerText()));

  await page.goto(there('discovery'));
  await page.click('form[action$="/discovery"] button');
  await openUntil(page, there('discovery'), async () => (await page.locator('.ll-heat').count()) > 0);
  await checkPage(page, 'page: discovery after a search');
  await page.goto(there('findings'));
  const found = await page.locator('main').innerText();
  check('officer: the search finds the numbers, masked', /Social Security/.test(found) && !found.includes('811-04-2290'), found);
  await page.goto(there('sample'));
  await checkPage(page, 'page: a sample that waits');
  await page.fill('form.ll-sample input[name=purpose]', 'to know the error rate');
  await page.click('form.ll-sample button[formaction$="/sample/open"]');
  await checkPage(page, 'page: a sample to judge');
  for (const radio of await page.locator('.ll-deal label:text-is("Right"), .ll-deal label:text-is("Nothing missed")').all()) await radio.click();
  await page.click('form.ll-sample button[type=submit]:not([formaction])');
  check('officer: a judged sample gives the error rate with its interval',
    /100\.0 % \(95 % interval: \d+\.\d to 100\.0 %\)/.test(await page.locator('main').innerText()), await page.locator('main').innerText());
  await checkPage(page, 'page: a judged sample');
  await page.context().close();
}

/** A search of scanned pages, which takes its time, is paused while it runs, and resumed. */
export async function pauseAndResume(browser, desk, shot) {
  const page = await visitor(browser, { scripts: false });
  await signIn(page, desk, 'rivera', '/staff/cases');
  await page.fill('#subject', 'Scanned pages from a box');
  await page.locator('main form button[type=submit]').last().click();
  const at = new URL(page.url()).pathname;
  if (!check('pause: a case opens', /^\/staff\/case\/[^/]+$/.test(at), at)) return;
  const there = (part) => `${desk.address}${at}/${part}`;
  const printer = await browser.newPage({ viewport: { width: 1240, height: 1500 } });
  // As many pages are read at once as the server has threads for a search; this many more wait behind them.
  const threads = Math.max(2, availableParallelism()) - 1;
  const pages = threads + 5;
  let largest = 0;
  for (let i = 1; i <= pages; i += 1) {
    const line = `<p>Page ${i}. The resident Ada Example, SSN 219-12-${1000 + i}, came to the counter and asked for the form.</p>`;
    await printer.setContent(`<body style="font: 22px/1.5 serif; margin: 60px">${line}${'<p>Nothing else of note was written down on that day, and the box was closed again by the clerk.</p>'.repeat(24)}</body>`);
    await page.goto(there('evidence'));
    await page.fill('#purpose', 'a page of the box');
    const picture = await printer.screenshot();
    largest = Math.max(largest, picture.length);
    await page.setInputFiles('#file', { name: `page${i}.png`, mimeType: 'image/png', buffer: picture });
    await page.click('form[action$="/evidence"] button[type=submit]');
  }
  await printer.close();
  const pause = page.locator('form[action$="/discovery/pause"] button');
  const resume = page.locator('form[action$="/discovery/resume"] button');
  const over = async () => (await page.locator('.ll-heat').count()) > 0;
  const done = async () => Number(await page.locator('main .usa-alert progress').first().getAttribute('value'));
  // Paused under way, when more is read than can stand in pages that are not done with. Who pauses the last page too late finds the search over: then it is
  // begun anew, from its first page.
  let before = 0;
  let still = -1;
  for (let tries = 0; tries < 10 && still !== before; tries += 1) {
    await page.goto(there('discovery'));
    await page.click('form[action$="/discovery"] button');
    await openUntil(page, there('discovery'), async () => (await pause.count()) === 0 || (await done()) > threads * largest);
    if ((await pause.count()) === 0) continue;
    await pause.click();
    if ((await resume.count()) === 0) continue;
    before = await done();
    await checkPage(page, 'page: a search that is paused', { scripts: false });
    await shot(page, 'staff-discovery-paused');
    await page.waitForTimeout(4000);
    await page.goto(there('discovery'));
    still = (await resume.count()) === 1 ? await done() : -1;
  }
  if (!check('pause: it is paused, the page offers to resume, and nothing goes on meanwhile', before > threads * largest && still === before,
    `${before} then ${still}: ${await page.locator('main').innerText()}`)) return;
  await resume.click();
  await openUntil(page, there('discovery'), async () => (await pause.count()) + (await resume.count()) === 0 && (await over()));
  const read = await page.locator('main tr', { has: page.locator('th[scope=row]', { hasText: 'Social Security number' }) }).locator('td.ll-number').first().textContent();
  check('pause: resumed, it finds what stands on all pages', read?.trim() === String(pages), `${read} of ${pages}: ${await page.locator('main').innerText()}`);
  const went = /not read a second time: (\d+)/.exec(await page.locator('main').innerText());
  check('pause: it says how much it did not read again', Number(went?.[1]) >= 1, went?.[0]);
  await page.context().close();
}

/** The two queues of a search, answered by keyboard alone, without scripts; and each answer taken back. */
export async function answerByKeyboard(browser, desk, shot) {
  const page = await visitor(browser, { scripts: false });
  await signIn(page, desk, 'rivera', '/staff/cases');
  await page.fill('#subject', 'Notes and lists in a park');
  await page.locator('main form button[type=submit]').last().click();
  const at = new URL(page.url()).pathname;
  if (!check('queues: a case opens', /^\/staff\/case\/[^/]+$/.test(at), at)) return;
  const there = (part) => `${desk.address}${at}/${part}`;
  const given = ['Ada', 'Bea', 'Cy', 'Dora', 'Eli', 'Fay', 'Gus', 'Hal'];
  let people = 'name,dob,ssn\n"Quillfeather, Zoe",3/2/1986,219-12-1234\n"Quillfeather, Zoe",4/9/1951,219-12-5678\n';
  for (let i = 0; i < 40; i += 1) {
    people += `"Sample${'abcdefghij'[i % 10]}, ${given[i % 8]}",1/${1 + (i % 28)}/${1940 + i},219-13-${1000 + i}\n`;
  }
  const files = {
    'people.csv': people,
    'cards.csv': 'cardholder,pan,amount\nZoe Quillfeather,4539578763621486,1\nAda Samplea,379354508162306,2\nBea Sampleb,6011000991300009,3\n',
    'notes.txt': 'Summer Park 219-15-1234\n\nRosa Delgado 219-15-5678, 4 Fern Road, Stamford, CT 06903\n\nSummer Park 219-15-9012\n',
  };
  for (const [name, text] of Object.entries(files)) {
    await page.goto(there('evidence'));
    await page.fill('#purpose', 'what lay in the park');
    await page.setInputFiles('#file', { name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await page.click('form[action$="/evidence"] button[type=submit]');
  }
  await page.goto(there('discovery'));
  check('queues: without a search there is no queue', (await page.locator('a[href$="/names"]').count()) === 0);
  await page.click('form[action$="/discovery"] button');
  await openUntil(page, there('discovery'), async () => (await page.locator('a[href$="/names"]').count()) > 0);
  const bars = await page.locator('.ll-bars').first().innerText();
  check('queues: people by state, and the ground where nobody knows it',
    /Connecticut/.test(bars) && /not known[\s\S]*no record gives an address/.test(bars), bars);
  await shot(page, 'staff-discovery-searched');

  // An access key is told by the sign that Alt makes, which page.keyboard leaves out.
  const keys = await page.context().newCDPSession(page);
  const key = async (digit) => {
    const event = { modifiers: 1, key: `${digit}`, code: `Digit${digit}`, windowsVirtualKeyCode: 48 + digit };
    const gone = page.waitForEvent('framenavigated');
    await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await keys.send('Input.dispatchKeyEvent', { type: 'char', text: `${digit}`, unmodifiedText: `${digit}`, ...event });
    await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    await gone;
    await page.waitForLoadState();
  };
  const text = () => page.locator('main').innerText();
  const open = async () => Number(/Open: (\d+)/.exec(await text())?.[1]);
  await page.goto(there('names'));
  await checkPage(page, 'page: is this a name?', { scripts: false });
  await shot(page, 'staff-names');
  const words = () => page.locator('.ll-words').innerText();
  check('names: two questions', (await open()) === 2, await text());
  if ((await words()) !== 'Summer Park') await key(3);
  check('names: later brings the next', (await words()) === 'Summer Park', await words());
  await key(2);
  check('names: one key says that it is none', (await open()) === 1 && /Answered: 1/.test(await text()), await text());
  await key(1);
  check('names: one key says that it is one', (await open()) === 0 && /No question is open/.test(await text()), await text());
  await shot(page, 'staff-names-answered');
  await page.goto(there('people?standing=proposed'));
  check('names: what is no name is nobody of the register', !/Summer Park/.test(await text()) && /Rosa Delgado/.test(await text()));
  await page.goto(there('names'));
  await page.locator('button[value=name]').first().focus();
  await pressEnter(page);
  await page.goto(there('people?standing=proposed'));
  check('names: the other answer brings them back', /Summer Park/.test(await text()));

  // An address put right: first without a reason, then with one.
  await page.goto(there('people?standing=proposed'));
  await page.locator('tr:has-text("Rosa Delgado") th a').click();
  await page.fill('#address', '9 Larkwhistle Lane\nStamford, CT 06905');
  await page.click('form[action*="/person/"] button');
  check('person: without a reason nothing is lost', (await page.title()).startsWith('Error:') &&
    (await page.inputValue('#address')) === '9 Larkwhistle Lane\nStamford, CT 06905', await page.inputValue('#address'));
  await checkPage(page, 'page: a person, with an error', { scripts: false });
  await page.fill('#reason', 'she told us on the telephone');
  await page.click('form[action*="/person/"] button');
  check('person: the correction stands, and what stood before', /9 Larkwhistle Lane[\s\S]*4 Fern Road/.test(await text()) &&
    /she told us on the telephone/.test(await text()), await text());
  await checkPage(page, 'page: a person, corrected', { scripts: false });
  await shot(page, 'staff-person');

  // Three cards, whose holders are likely on the register: seen, and left out when all are accepted.
  await page.goto(there('people'));
  check('people: who may be counted already is told apart', /3 people may be counted already/.test(await text()), await text());
  await shot(page, 'staff-people-uncertain');
  await page.click('main a[href$="people?standing=uncertain"]');
  check('people: and listed with the reason', (await page.locator('main tbody').last().locator('tr').count()) === 3 &&
    /one of several people of that name, who are counted; nobody knows which/.test(await text()), await text());
  await page.locator('button[name=standing][value=accepted]').first().click();
  check('people: accepting all leaves them out', /3 people may be counted already/.test(await text()) &&
    !/Accept all proposed/.test(await text()), await text());

  await page.goto(there('links'));
  await checkPage(page, 'page: who is who, with a question', { scripts: false });
  await shot(page, 'staff-links-question');
  const asked = await open();
  check('who is who: there are questions', asked >= 2, await text());
  await key(2);
  check('who is who: one key says two people', (await open()) === asked - 1 && /Answered: 1/.test(await text()));
  await key(1);
  check('who is who: one key says one person', /Said to be one person/.test(await text()) && (await open()) < asked - 1, await text());
  await page.locator('button[value=split]').first().focus();
  await pressEnter(page);
  check('who is who: a merge is taken back', !/Said to be one person/.test(await text()), await text());
  await page.context().close();
}

/** Duties, letters and the two pairs of eyes, on the worked case of the demonstration. */
export async function decideAndWrite(browser, desk) {
  const id = desk.demo.case;
  const privacy = await visitor(browser);
  await signIn(privacy, desk, 'rivera');
  await privacy.goto(`${desk.address}/staff/case/${id}/people`);
  await privacy.goto(`${desk.address}/staff/case/${id}/duties`);
  const before = await privacy.locator('a[href*="duties?sheet="]').count();
  await privacy.click('form[action$="/duties"] button[type=submit]');
  const sheets = await privacy.locator('a[href*="duties?sheet="]').count();
  check('officer: deciding makes a new sheet and keeps the old', sheets === before + 1, `${before} then ${sheets}`);
  check('officer: each duty has a source', (await privacy.locator('.ll-duty').count()) > 0 &&
    (await privacy.locator('.ll-duty:not(:has(.ll-source))').count()) === 0);
  await privacy.locator('.ll-duty a[href*="/reckoning?duty="]').first().click();
  check('officer: a duty shows how its day was reckoned', (await privacy.locator('.ll-line--counted').count()) > 20, privacy.url());
  await privacy.fill('#from', '2027-01-15');
  await privacy.click('form:has(#from) button');
  check('officer: what if it had been another day', /2027/.test(await privacy.locator('.ll-line--counted').last().innerText()));
  await privacy.goto(`${desk.address}/staff/clocks`);
  await privacy.click('form[action="/staff/calendar"] button');
  const feed = (await privacy.locator('[role=status] code').innerText()).trim();
  const ics = await privacy.request.get(desk.address + feed);
  const said = await ics.text();
  check('officer: the calendar link gives days and case numbers', ics.status() === 200 &&
    (ics.headers()['content-type'] ?? '').startsWith('text/calendar') && said.startsWith('BEGIN:VCALENDAR\r\n') &&
    said.includes(id) && !/payroll/i.test(said), said);
  await privacy.goto(`${desk.address}/staff/clocks?lang=es`);
  const board = await privacy.locator('main').innerText();
  check('officer: the board says of each duty whether it was reviewed', /revis/.test(board) && !/reviewed|reading/i.test(board), board);
  await privacy.goto(`${desk.address}/staff/case/${id}/duties?lang=es`);
  for (const one of await privacy.locator('.ll-duty details summary').all()) await one.click();
  const duties = await privacy.locator('.ll-duty').allInnerTexts();
  const keys = (await privacy.locator('.ll-duty code').allInnerTexts()).join(' ');
  check('officer: facts and states are in words', /Datos expuestos|Datos/.test(duties.join(' ')) && /Connecticut/.test(duties.join(' ')) &&
    /discovered/.test(keys) && !/"ssn"|acquired|\["name/.test(duties.join(' ')), duties[0]);
  await privacy.fill('#known_at', '2026-02-30');
  await privacy.click('form[action$="/duties"] button[type=submit]');
  check('officer: why a form is refused is said in Spanish', /ese d\u00eda no existe en el calendario/.test(await privacy.locator('main').innerText()));
  await privacy.goto(`${desk.address}/staff/place?find=36a-701b&lang=en`);
  check('officer: a changed source is found by words', (await privacy.locator('input[type=radio][name=fact]').count()) > 0);
  await privacy.click('label[for=source-fact-1]');
  await privacy.fill('#source-on', '2026-02-30');
  await privacy.fill('#source-note', 'The page was rewritten');
  await privacy.click('form[action="/staff/place/source-changed"] button');
  check('officer: what was chosen stays when the day is wrong', (await privacy.title()).startsWith('Error:') &&
    (await privacy.locator('input[name=fact]:checked').count()) === 1 &&
    (await privacy.inputValue('#source-note')) === 'The page was rewritten', await privacy.title());
  check('officer: another link gives nothing', (await privacy.request.get(`${desk.address}${feed.replace(/.(?=\/)/, 'x')}`)).status() === 404);
  await privacy.goto(`${desk.address}/staff/case/${id}/duties`);
  const [pdf] = await Promise.all([privacy.waitForEvent('download'), privacy.locator('a[href$="/pdf"]').first().click()]);
  check('officer: the sheet is a PDF', pdf.suggestedFilename().endsWith('.pdf'));

  await privacy.goto(`${desk.address}/staff/case/${id}/record`);
  const [file] = await Promise.all([privacy.waitForEvent('download'), privacy.click('form[action$="/export"] button')]);
  check('officer: the case goes out as one file', /\.(tar|zip|zst|ledgelight)/.test(file.suggestedFilename()), file.suggestedFilename());

  const counsel = await visitor(browser);
  check('officer: sign in with a second factor', await signIn(counsel, desk, 'okafor'), counsel.url());
  await counsel.goto(`${desk.address}/staff/case/${id}/timeline`);
  check('officer: counsel sees what is privileged', /Advice to the desk/.test(await counsel.locator('main').innerText()));
  await counsel.goto(`${desk.address}/staff/case/${id}/duties`);
  await counsel.click('form[action$="/release"] button');
  check('officer: counsel releases the sheet', /released by counsel/.test(await counsel.locator('main').innerText()));
  // Counsel signs what a duty rests on, with a reason; the sheet then names them.
  const open = counsel.locator('form[action$="/sign"]');
  const unsigned = await open.count();
  if (unsigned > 0) {
    await counsel.locator('.ll-flag summary').first().click();
    await open.first().locator('input[name=reason]').fill('The earlier day is taken.');
    await open.first().locator('button').click();
    check('officer: counsel signs a reading', (await open.count()) < unsigned &&
      /The earlier day is taken\./.test(await counsel.locator('main').innerText()), await open.count());
    await checkPage(counsel, 'page: duties as counsel sees them');
  }
  await counsel.click('.ll-sign-out button');
  await counsel.goto(`${desk.address}/staff/cases`);
  check('officer: signed out is signed out', new URL(counsel.url()).pathname === '/staff/sign-in');
  await counsel.context().close();
  await privacy.context().close();
}

/** What nobody may do, from the outside of a browser. */
export async function doorsStayShut(browser, desk) {
  const page = await visitor(browser);
  await page.goto(`${desk.address}/staff/sign-in`);
  await page.fill('#login', 'rivera');
  await page.fill('#password', 'not the password');
  await page.click('main button[type=submit]');
  check('doors: a wrong password does not say which part is wrong', (await page.title()).startsWith('Error:') && (await page.inputValue('#login')) === 'rivera' && (await page.inputValue('#password')) === '');
  await signIn(page, desk, 'lind');
  const without = await page.request.post(`${desk.address}/staff/cases`, { form: { subject: 'No token' } });
  check('doors: a form without its token is refused', without.status() === 403, without.status());
  const cross = await page.request.post(`${desk.address}/staff/cases`, { form: { subject: 'x' }, headers: { Origin: 'https://elsewhere.example' } });
  check('doors: a form of another site is refused', cross.status() === 403, cross.status());
  const officers = await page.goto(`${desk.address}/staff/officers`);
  check('doors: a responder does not keep officers', officers.status() === 403, officers.status());
  await page.context().close();
}

/** An organization asks what it owes, without scripts; nothing of it is kept. */
export async function organizationAsks(browser, desk) {
  const page = await visitor(browser, { scripts: false, width: 320 });
  await page.goto(`${desk.address}/organization`);
  const day = new Date(Date.now() - 20 * 86400000);
  for (const [part, value] of [['month', day.getUTCMonth() + 1], ['day', day.getUTCDate()], ['year', day.getUTCFullYear()]]) {
    await page.fill(`#discovered_${part}`, String(value));
  }
  for (const id of ['role-owner', 'access-acquired', 'element-name', 'element-ssn', 'medium-electronic', 'protection-none']) {
    await page.locator(`label[for=${id}]`).click();
  }
  await page.selectOption('#state_1', 'US-CT');
  await page.fill('#count_1', '1,200');
  await page.locator('main button[type=submit]:not([name])').click();
  await checkPage(page, 'organization: the answer', { scripts: false, widths: [320] });
  const text = await page.locator('main').innerText();
  check('organization: residents, the Attorney General and services', ['Notify each affected resident',
    'Notify the Attorney General', '24 months'].every((part) => text.includes(part)), text.slice(0, 400));
  check('organization: what was typed stays', (await page.inputValue('#count_1')) === '1,200' &&
    (await page.locator('#element-ssn').isChecked()));
  await page.locator('main button[name=more]').click();
  check('organization: more states', (await page.locator('select').count()) === 8, await page.locator('select').count());
  check('organization: no cookie', (await page.context().cookies()).length === 0);
  await page.context().close();
  const seen = await visitor(browser);
  await seen.goto(`${desk.address}/organization`);
  await seen.locator('label[for=element-ssn]').click();
  await seen.selectOption('#state_1', 'US-NY');
  await seen.fill('#count_1', 'many');
  await seen.locator('main button[type=submit]:not([name])').click();
  await checkPage(seen, 'organization: an error');
  check('organization: the error leads to its field', (await seen.locator('.ll-problems a[href="#count_1"]').count()) === 1);
  await seen.fill('#count_1', '7');
  await seen.locator('main button[type=submit]:not([name])').click();
  await checkPage(seen, 'organization: the answer for another state');
  await seen.context().close();
}
