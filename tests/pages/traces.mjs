// A picture that tells more than it shows: said before it is sent, and sent without.
import { check, checkPage, signIn, visitor } from './check.mjs';

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}

/** `png` with an author in it. */
function signed(png, author) {
  const body = Buffer.concat([Buffer.from('tEXt'), Buffer.from(`Author\0${author}`, 'latin1')]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length - 4);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([png.subarray(0, 33), size, body, sum, png.subarray(33)]);
}

const next = 'main form button[type=submit]:not([name])';

export async function picturesTellLess(browser, desk, shot) {
  const painter = await browser.newPage({ viewport: { width: 120, height: 60 } });
  await painter.setContent('<p style="font: 20px serif">Box of bills</p>');
  const picture = signed(await painter.screenshot(), 'Jo Photographer');
  await painter.close();
  for (const language of ['en', 'es']) {
    for (const reply of ['anonymous', 'contact']) {
      const of = (what) => `traces, ${reply} in ${language}: ${what}`;
      const page = await visitor(browser, { language, width: 320 });
      await page.goto(`${desk.address}/report`);
      await page.click(next);
      await page.locator('label[for=kind-exposed_records]').click();
      await page.click(next);
      await page.fill('#what', `A box of bills beside the road (${language}, ${reply}).`);
      await page.setInputFiles('#files', [{ name: 'box.png', mimeType: 'image/png', buffer: picture },
        { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }]);
      await page.click(next);
      await page.locator('label[for=when_unsure]').click();
      await page.click(next);
      await page.locator(`label[for=reply-${reply}]`).click();
      if (reply === 'contact') await page.fill('#email', 'jo@example.org');
      await page.click(next);
      const said = await page.locator('main').innerText();
      check(of('the page says what the picture tells'), /box\.png/.test(said) && /Jo Photographer/.test(said), said);
      check(of('and what of documents cannot be taken out'), /HEIC/.test(said), said);
      const chosen = await page.locator('input[name=copies]:checked').inputValue();
      check(of('a clean copy is chosen for who stays anonymous only'), chosen === (reply === 'anonymous' ? 'clean' : 'as-is'), chosen);
      await checkPage(page, `page: ${of('check your answers')}`, { language });
      await shot(page, `report-traces-${reply}-${language}`);
      await page.click(next);
      const reference = (await page.locator('main').innerText()).match(/R-[A-Z0-9]{4}-[A-Z0-9]{4}/)?.[0];
      await page.context().close();
      if (!check(of('it is sent'), Boolean(reference)) || language !== 'en') continue;
      const officer = await visitor(browser);
      await signIn(officer, desk, 'rivera', `/staff/report/${reference}`);
      const form = officer.locator('form[action$="/file"]').first();
      const token = await form.locator('input[name=csrf]').inputValue();
      const file = await form.locator('input[name=file]').inputValue();
      const got = await officer.request.post(`${desk.address}/staff/report/${reference}/file`,
        { form: { csrf: token, file, purpose: 'to look at the picture' }, headers: { Origin: desk.address } });
      const bytes = await got.body();
      const tells = bytes.includes('Jo Photographer');
      check(of('what the officer gets'), bytes.subarray(1, 4).toString() === 'PNG' && tells === (reply === 'contact'), `${got.status()} ${bytes.length}`);
      await officer.context().close();
    }
  }
}
