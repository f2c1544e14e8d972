import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openImage } from '../../src/formats/image/image.ts';
import { chunk, HOSTILE_PICTURES, MARKUP_OF_PICTURES, PICTURES, pngOf, SAID } from '../support/pictures.ts';

const holds = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text);

for (const [name, bytes] of Object.entries(PICTURES))
  test(`${name}: size, and nothing but the picture`, () => {
    const image = openImage(bytes);
    assert.ok(!('reason' in image), 'reason' in image ? image.reason : '');
    assert.deepEqual([image.width, image.height], [24, 16]);
    assert.equal(holds(image.bytes, 'secret'), false);
    assert.equal(holds(image.bytes, 'CameraX'), false);
    const again = openImage(image.bytes);
    assert.ok(!('reason' in again));
    assert.deepEqual(Buffer.from(again.bytes), Buffer.from(image.bytes), 'what is clean stays as it is');
    const longer = openImage(Buffer.concat([bytes, Buffer.from('<script>')]));
    assert.ok(!('reason' in longer) && Buffer.from(longer.bytes).equals(image.bytes), 'what follows the end is not of the picture');
  });

test('the files that are read do say something', () => {
  for (const name of ['png', 'jpg', 'progressive', 'gif', 'anim', 'webp'] as const) assert.ok(holds(PICTURES[name], SAID), name);
});

test('pixels, transparency, timing and loops stay', () => {
  const types = (bytes: Uint8Array) =>
    [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/IHDR|IDAT|tRNS|gAMA|IEND|tEXt|iTXt|eXIf/g),
    ].map(String);
  const png = Buffer.concat([PICTURES.png.subarray(0, 33), chunk('gAMA', '\0\0\x9c\x40'), PICTURES.png.subarray(33)]);
  const image = openImage(png);
  assert.ok(!('reason' in image));
  assert.deepEqual(types(image.bytes), ['IHDR', 'gAMA', 'IDAT', 'IEND']);
  assert.ok(types(png).includes('tEXt') && types(png).includes('eXIf'));
  const gif = openImage(PICTURES.anim);
  assert.ok(!('reason' in gif) && holds(gif.bytes, 'NETSCAPE2.0'));
  const cmyk = openImage(PICTURES.cmyk);
  assert.ok(!('reason' in cmyk) && holds(cmyk.bytes, 'Adobe'));
});

test('a file that is cut off anywhere is told, never taken and never a fault of the program', () => {
  for (const [name, bytes] of Object.entries(PICTURES))
    for (let length = 0; length < bytes.length; length += 1) {
      const image = openImage(bytes.subarray(0, length));
      assert.ok('reason' in image, `${name}, ${length} of ${bytes.length} bytes`);
    }
});

test('any flipped byte of a PNG is noticed; in the others none makes the program fail', () => {
  const clean = openImage(PICTURES.png);
  assert.ok(!('reason' in clean));
  for (const [name, bytes] of Object.entries(PICTURES))
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 0xff;
      const image = openImage(changed);
      if (name === 'png') assert.ok('reason' in image, `byte ${at}`);
    }
});

test('what is called a picture and is none, is too large, or is something else besides', () => {
  const found = Object.fromEntries(
    Object.entries(HOSTILE_PICTURES).map(([name, bytes]) => {
      const image = openImage(bytes);
      return [
        name,
        'reason' in image ? image.reason : MARKUP_OF_PICTURES.test(Buffer.from(image.bytes).toString('latin1')) ? 'markup' : 'clean',
      ];
    }),
  );
  assert.deepEqual(found, {
    'HTML that is called PNG': 'is no PNG, JPEG, WebP or GIF by its first bytes',
    'SVG that is called PNG': 'is no PNG, JPEG, WebP or GIF by its first bytes',
    'PNG with markup behind its end': 'clean',
    'PNG with markup in a text': 'clean',
    'JPEG with markup in a comment': 'clean',
    'GIF that is a script': 'is damaged: a block of no known kind',
    'PNG of 100,000 × 100,000 pixels': 'has 100000 × 100000 pixels, more than a page shows',
    'PNG of no pixels': 'has no pixels',
    'PNG that is cut off': 'is cut off',
    'PNG signature alone': 'is cut off',
  });
  assert.ok('reason' in openImage(pngOf(10_001, 1)));
  assert.ok('reason' in openImage(pngOf(7000, 7000)));
  assert.ok(!('reason' in openImage(pngOf(6000, 6000))));
});
