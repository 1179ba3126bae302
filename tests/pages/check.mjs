// What every test of a page needs: counting checks, a browser, a desk to look at.
import { spawn, execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const AxeBuilder = axe.default ?? axe;
// Tests wait for what happens, never for a time; only what never happens takes this long, in ms.
const patience = 180000;

let passed = 0;
let failed = 0;

/** One line a check. `detail` says what was found instead. */
export function check(name, good, detail = '') {
  if (good) {
    passed += 1;
    console.log(`ok      ${name}`);
  } else {
    failed += 1;
    console.log(`FAILED  ${name}${detail === '' ? '' : `: ${String(detail).replace(/\s+/g, ' ').slice(0, 600)}`}`);
  }
  return good;
}

/** A part of the tests: what it throws is one failed check, and the next part still runs.
 *  LEDGELIGHT_PART=WORD runs only the parts with WORD in their name, and the one that opens the desk. */
export async function part(name, run) {
  const only = process.env.LEDGELIGHT_PART;
  if (only && !name.includes(only) && !name.startsWith('pages:')) return;
  const began = Date.now();
  try {
    await run();
  } catch (error) {
    check(name, false, error.message ?? error);
  }
  if (process.env.LEDGELIGHT_TIMES) console.log(`        ${name}: ${Date.now() - began} ms`);
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** RFC 6238 with SHA-1, 30 s, 6 digits. */
export function totp(secret, at = Date.now()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const c of secret.replace(/[^A-Za-z2-7]/g, '').toUpperCase()) {
    bits += alphabet.indexOf(c).toString(2).padStart(5, '0');
  }
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const code = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(code % 1000000).padStart(6, '0');
}

/** A demonstration desk, served on a free port of this machine. */
export class Desk {
  static async open(binary) {
    const desk = new Desk();
    desk.folder = mkdtempSync(path.join(tmpdir(), 'ledgelight-pages-'));
    const made = execFileSync(binary, ['demo', path.join(desk.folder, 'desk'), '--json'],
      { encoding: 'utf8', timeout: patience, stdio: ['ignore', 'pipe', 'inherit'] });
    desk.demo = JSON.parse(made.slice(made.indexOf('{')));
    desk.demo = desk.demo.result ?? desk.demo;
    desk.log = '';
    desk.process = spawn(binary,
      ['serve', '--desk', path.join(desk.folder, 'desk'), '--listen', '127.0.0.1:0'],
      { env: { ...process.env, LEDGELIGHT_STRICT_PAGES: '1' } });
    desk.process.stderr.on('data', (bytes) => { desk.log += bytes; });
    desk.address = await new Promise((resolve, reject) => {
      let text = '';
      const late = setTimeout(() => reject(new Error(`serve did not begin: ${text} ${desk.log}`)), patience);
      desk.process.stdout.on('data', (bytes) => {
        text += bytes;
        const found = /https?:\/\/[0-9.:[\]]+/.exec(text);
        if (found && text.includes('\n')) {
          clearTimeout(late);
          resolve(found[0]);
        }
      });
      desk.process.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${desk.log}`)));
    });
    return desk;
  }

  officer(login) {
    return this.demo.officers.find((o) => o.login === login);
  }

  /** What the server said of its own faults since the last time. */
  faults() {
    const lines = this.log.split('\n').filter((line) => /"fault"|"level":"error"/.test(line));
    this.log = '';
    return lines;
  }

  async close() {
    const gone = new Promise((resolve) => this.process.on('close', resolve));
    this.process.kill('SIGTERM');
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000))]);
    this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function chromiumAt() {
  const places = [process.env.LEDGELIGHT_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find((place) => place && existsSync(place));
}

export function browse() {
  return chromium.launch({
    executablePath: chromiumAt(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/** A visitor: a browser context whose page remembers what went wrong. */
export async function visitor(browser, { language = 'en', scripts = true, width = 1280, state } = {}) {
  const context = await browser.newContext({
    locale: language === 'es' ? 'es-US' : 'en-US',
    javaScriptEnabled: scripts,
    viewport: { width, height: 900 },
    storageState: state,
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  // A click is over when the page that it led to is there, whole: looked at sooner, half of it may
  // have come.
  const frame = page.mainFrame();
  const click = frame.click.bind(frame);
  frame.click = async (...wanted) => {
    await click(...wanted);
    await page.waitForLoadState();
  };
  page.troubles = [];
  page.on('console', (message) => {
    if (/Content Security|Refused/i.test(message.text())) page.troubles.push(message.text());
  });
  page.on('pageerror', (error) => page.troubles.push(`script error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page left before its parts came, and a file that is saved rather than shown.
    if (why !== 'net::ERR_ABORTED') page.troubles.push(`${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== 'document') {
      page.troubles.push(`${response.url()} ${response.status()}`);
    }
  });
  return page;
}

/** Enter on what has the focus: over when the page that it led to is there, whole. */
export async function enter(page) {
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
  await page.waitForLoadState();
}

/** Opens `address` again and again until `there()`: for what the server does in its own time. False when it never is. */
export async function openUntil(page, address, there) {
  for (const end = Date.now() + patience; ;) {
    await page.goto(address);
    if (await there()) return true;
    if (Date.now() > end) return false;
    await page.waitForTimeout(200);
  }
}

/** Sets the width, and waits for the page to have it. */
export async function setWidth(page, width, scripts = true) {
  await page.setViewportSize({ width, height: 900 });
  if (!scripts) return;
  await page.evaluate((w) => new Promise((resolve) => {
    const look = () => (window.innerWidth === w ? resolve() : setTimeout(look, 10));
    look();
  }), width);
}

/** What every page must be, whatever it is about. */
export async function checkPage(page, name, { language = 'en', widths = [1280, 320], scripts = true } = {}) {
  const faults = [];
  if ((await page.locator('h1').count()) !== 1) faults.push(`${await page.locator('h1').count()} h1`);
  if ((await page.title()).trim() === '') faults.push('no title');
  const lang = await page.locator('html').getAttribute('lang');
  if (lang !== language) faults.push(`lang ${lang}`);
  const bracket = /\[[a-z_]+\.[A-Za-z0-9_.-]+\]/.exec(await page.locator('body').innerText());
  if (bracket) faults.push(`a sentence is missing: ${bracket[0]}`);
  for (const width of widths) {
    await setWidth(page, width, scripts);
    if (scripts) {
      const over = await page.evaluate(() => {
        const d = document.documentElement;
        if (d.scrollWidth <= d.clientWidth + 1) return '';
        const wide = [...document.querySelectorAll('body *')].find((e) =>
          e.getBoundingClientRect().right > d.clientWidth + 1 && !e.closest('.ll-scroll'));
        return `${d.scrollWidth} px wide, ${wide?.tagName} ${wide?.className}`;
      });
      if (over !== '') faults.push(`at ${width}: ${over}`);
      const found = await new AxeBuilder({ page }).setLegacyMode(true)
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      for (const v of found.violations) {
        faults.push(`at ${width}: ${v.id} ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')}`);
      }
    }
  }
  faults.push(...page.troubles);
  page.troubles = [];
  return check(name, faults.length === 0, faults.join('; '));
}

/** Signs in by the form, with the second factor where the account has one. */
export async function signIn(page, desk, login, next = '/staff') {
  const officer = desk.officer(login);
  await page.goto(`${desk.address}/staff/sign-in?next=${encodeURIComponent(next)}`);
  await page.fill('#login', officer.login);
  await page.fill('#password', officer.password);
  if (officer.totp_secret) await page.fill('#code', totp(officer.totp_secret));
  await page.click('main button[type=submit]');
  return new URL(page.url()).pathname === next;
}
