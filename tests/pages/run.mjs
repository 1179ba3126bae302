// node tests/pages/run.mjs BINARY [--shots DIR]: the pages in Chromium, on a demonstration desk.
// One line a check; the last line is "N passed, N failed".
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Desk, browse, check, checkPage, chromiumAt, finish, part, signIn, visitor } from './check.mjs';
import { discoverByKeyboard } from './discovery.mjs';
import * as journeys from './journeys.mjs';
import { picturesTellLess } from './traces.mjs';

const binary = path.resolve(process.argv[2] ?? 'build/release/ledgelight');
const shots = process.argv[3] === '--shots' ? process.argv[4] : '';

if (!chromiumAt()) {
  console.log('FAILED  there is no Chromium; tools/install names it');
  console.log('0 passed, 1 failed');
  process.exit(1);
}

async function shot(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: path.join(shots, `${name}-${width}.png`), fullPage: true });
  }
}

const publicPages = ['/', '/report', '/status', '/responsible', '/penalties', '/verify', '/about', '/faq', '/how-to',
  '/forms', '/forms/report', '/forms/attorney-general', '/resources', '/resources/records', '/resources/rule',
  '/resources/statute', '/resources/federal', '/breach-notice', '/organization'];

async function publicOnes(browser, desk) {
  for (const language of ['en', 'es']) {
    const page = await visitor(browser, { language });
    for (const address of publicPages) {
      const answer = await page.goto(desk.address + address);
      await checkPage(page, `page: ${address} in ${language} answers ${answer.status()}`, { language });
      if (answer.status() !== 200) check(`page: ${address} in ${language}`, false, answer.status());
      await shot(page, `public${language === 'es' ? '-es' : ''}${address.replace(/\//g, '-')}`);
    }
    const nowhere = await page.goto(`${desk.address}/nothing-here`);
    await checkPage(page, `page: what is not there says so in ${language}`, { language });
    check(`page: what is not there answers 404 in ${language}`, nowhere.status() === 404, nowhere.status());
    await page.context().close();

    const plain = await visitor(browser, { language, scripts: false, width: 320 });
    for (const address of publicPages) {
      await plain.goto(desk.address + address);
      await checkPage(plain, `page: ${address} in ${language} without scripts`, { language, scripts: false, widths: [320] });
    }
    await plain.context().close();
  }
  const page = await visitor(browser);
  await page.goto(`${desk.address}/responsible`);
  await page.click('.ll-languages a[hreflang=es]');
  check('page: the language link stays on the page', new URL(page.url()).pathname === '/responsible' &&
    (await page.locator('html').getAttribute('lang')) === 'es');
  await page.goto(`${desk.address}/verify`);
  check('page: the language is remembered', (await page.locator('html').getAttribute('lang')) === 'es');
  const elsewhere = [];
  page.on('request', (r) => { if (!r.url().startsWith(desk.address)) elsewhere.push(r.url()); });
  for (const address of publicPages) await page.goto(desk.address + address);
  check('page: nothing is asked of another site', elsewhere.length === 0, elsewhere.join(' '));
  const cookies = (await page.context().cookies()).map((c) => c.name);
  check('page: no cookie but the language', cookies.every((name) => name.endsWith('lang')), cookies.join(' '));
  await page.context().close();
}

/** No date of a staff page is in English when the page is not. */
async function staffInSpanish(browser, desk, state, pages) {
  const page = await visitor(browser, { language: 'es', state });
  const english = /\b(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}|\d:\d\d (AM|PM)\b/;
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(desk.address + address);
    await checkPage(page, `page: ${name} in Spanish`, { language: 'es', widths: [320] });
    const text = await page.locator('main').innerText();
    check(`page: ${name} has Spanish dates`, !english.test(text), (text.match(new RegExp(`.{0,60}(${english.source}).{0,40}`)) ?? [''])[0]);
    await shot(page, `es-${name}`);
  }
  await page.context().close();
}

async function staffOnes(browser, desk) {
  const page = await visitor(browser);
  await page.goto(`${desk.address}/staff/sign-in`);
  await checkPage(page, 'page: sign in');
  await shot(page, 'staff-sign-in');
  check('officer: the privacy officer signs in', await signIn(page, desk, 'rivera'), page.url());
  const id = desk.demo.case;
  const of = `/staff/case/${id}`;
  const pages = {
    today: '/staff', inbox: '/staff/inbox', 'inbox-any': '/staff/inbox?state=any',
    report: `/staff/report/${desk.demo.report_reference}`, cases: '/staff/cases',
    'cases-any': '/staff/cases?state=any&order=severity', facts: of, timeline: `${of}/timeline`,
    'timeline-written': `${of}/timeline?show=written`, evidence: `${of}/evidence`, discovery: `${of}/discovery`, findings: `${of}/findings`,
    'found-files': `${of}/discovery/files`, unread: `${of}/discovery/unread`,
    sample: `${of}/sample`, links: `${of}/links`, names: `${of}/names`,
    people: `${of}/people`, duties: `${of}/duties`, letters: `${of}/letters`, record: `${of}/record`,
    sealed: `${of}/sealed`, texts: `${of}/texts`,
    'fact-data': `${of}/fact/data`, 'fact-kind': `${of}/fact/incident.kind`, 'fact-day': `${of}/fact/discovered`,
    place: '/staff/place', 'place-find': '/staff/place?find=36a-701b',
    clocks: '/staff/clocks', days: '/staff/days', clock: '/staff/clock/c-1?closed=2027-01-20',
    reckoning: `${of}/reckoning?duty=us%2Fct%2Fbreach%2Fnotify-residents`,
    then: `${of}/duties?day=${new Date(Date.now() - 36 * 3600 * 1000).toISOString().slice(0, 10)}`, ledger: '/staff/record', officers: '/staff/officers',
  };
  await staffInSpanish(browser, desk, await page.context().storageState(), pages);
  let batch = '';
  for (const [name, address] of Object.entries(pages)) {
    const answer = await page.goto(desk.address + address);
    await checkPage(page, `page: ${name} answers ${answer.status()}`);
    if (answer.status() !== 200) check(`page: ${name}`, false, answer.status());
    await shot(page, `staff-${name}`);
    const batches = page.locator('a[href^="/staff/batch/"]');
    if (name === 'letters' && (await batches.count()) > 0) batch = await batches.first().getAttribute('href');
  }
  if (check('page: the demonstration has a batch of letters', Boolean(batch))) {
    await page.goto(desk.address + batch);
    await checkPage(page, 'page: a batch of letters');
    await shot(page, 'staff-batch');
  }
  await page.context().close();
}

async function statusPage(browser, desk) {
  const page = await visitor(browser);
  await page.goto(`${desk.address}/status`);
  await page.fill('#code', desk.demo.report_code);
  await page.click('main button[type=submit]');
  await checkPage(page, 'page: the status of a report');
  await shot(page, 'public-status-open');
  await page.context().close();
}

async function reportShots(browser, desk) {
  if (!shots) return;
  const page = await visitor(browser);
  const next = async (name) => {
    await page.click('main form button[type=submit]:not([name])');
    await shot(page, `report-${name}`);
  };
  await page.goto(`${desk.address}/report`);
  await next('kind');
  await next('kind-error');
  await page.locator('label[for=kind-exposed_records]').click();
  await next('what');
  await page.fill('#what', 'I found a box of old tax bills beside the road. Names and account numbers can be read.');
  await next('when');
  await page.locator('label[for=when_unsure]').click();
  await next('contact');
  await page.locator('label[for=reply-anonymous]').click();
  await next('check');
  await next('receipt');
  await page.context().close();
}

const late = setTimeout(() => {
  check('pages: done in time', false);
  finish();
  process.exit(1);
}, 1500000);  // far more than they take; only so that a browser that hangs is seen

let desk;
let browser;
await part('pages: a demonstration desk opens', async () => {
  desk = await Desk.open(binary);
  check('pages: a demonstration desk opens', true);
  browser = await browse();
});
if (desk && browser) {
  let receipt;
  await part('public pages', () => publicOnes(browser, desk));
  await part('status page', () => statusPage(browser, desk));
  await part('report without scripts', async () => { receipt = await journeys.reportWithoutScripts(browser, desk); });
  await part('organization', () => journeys.organizationAsks(browser, desk));
  await part('report saved and resumed', () => journeys.saveAndResume(browser, desk, shot));
  await part('report with errors', () => journeys.reportErrors(browser, desk));
  await part('what pictures tell', () => picturesTellLess(browser, desk, shot));
  await part('report by keyboard', () => journeys.reportByKeyboard(browser, desk));
  if (receipt?.code) {
    await part('follow up', () => journeys.followUp(browser, desk, receipt));
    await part('work the case', () => journeys.workTheCase(browser, desk, receipt));
  }
  await part('queues by keyboard', () => journeys.answerByKeyboard(browser, desk, shot));
  for (const language of ['en', 'es']) {
    await part(`discovery by keyboard in ${language}`, () => discoverByKeyboard(browser, desk, shot, language));
  }
  await part('a paused search', () => journeys.pauseAndResume(browser, desk, shot));
  await part('staff pages', () => staffOnes(browser, desk));
  await part('sealed names and released words', () => journeys.sealAndRelease(browser, desk, shot));
  await part('duties, export, two factors', () => journeys.decideAndWrite(browser, desk));
  await part('doors', () => journeys.doorsStayShut(browser, desk));
  await part('pictures', () => reportShots(browser, desk));
  const faults = desk.faults();
  check('pages: the server met no fault of its own', faults.length === 0, faults.slice(0, 3).join(' '));
}
await browser?.close();
await desk?.close();
clearTimeout(late);
process.exit(finish());
