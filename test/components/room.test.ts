import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localsOf, roomOf, TIMES_SHORTER } from '../../src/components/room.ts';

const rooms = Array.from({ length: TIMES_SHORTER + 1 }, (_, tooLarge) => roomOf(localsOf(tooLarge)));

test('a page that was never too large shows all that its lists show at most, as does one that nobody measures', () => {
  for (const room of [rooms[0], roomOf({})])
    assert.deepEqual([room?.short, room?.repeats(80), room?.rows(150), room?.rows(0), room?.title], [false, 80, 150, 0, 1000]);
});

test('each time it was too large it shows less, first of what stands elsewhere, and a row of each list to the last', () => {
  for (const [at, room] of rooms.entries()) {
    const before = rooms[at - 1];
    if (before === undefined) continue;
    const sizes = (one: typeof room) => [one.repeats(1000), one.rows(1000), one.title];
    assert.ok(room.short);
    assert.ok(
      sizes(room).every((size, i) => size <= (sizes(before)[i] ?? 0)) && sizes(room).join() !== sizes(before).join(),
      `${sizes(before)} then ${sizes(room)}`,
    );
    assert.ok(room.repeats(1000) <= room.rows(1000));
    assert.deepEqual([room.repeats(3) >= 1, room.rows(1), room.repeats(0)], [true, 1, 0]);
  }
  assert.equal(rooms[1]?.rows(150), 150);
  assert.deepEqual([rooms.at(-1)?.repeats(400), rooms.at(-1)?.rows(400), rooms.at(-1)?.title], [1, 1, 0]);
});
