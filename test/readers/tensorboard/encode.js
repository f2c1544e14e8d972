import { maskedCrc32c } from "../../../src/formats/crc32c.js";
/** A field of a message: the bytes of a varint, of a fixed number, or of a length and its content. */
export function varint(field, value) {
    return Buffer.from([...digits(BigInt(field) << 3n), ...digits(BigInt.asUintN(64, BigInt(value)))]);
}
export function message(field, ...content) {
    const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
    return Buffer.concat([Buffer.from(digits((BigInt(field) << 3n) | 2n)), Buffer.from(digits(BigInt(body.length))), body]);
}
export function double(field, value) {
    const bytes = Buffer.alloc(9, (field << 3) | 1);
    bytes.writeDoubleLE(value, 1);
    return bytes;
}
export function float(field, value) {
    const bytes = Buffer.alloc(5, (field << 3) | 5);
    bytes.writeFloatLE(value, 1);
    return bytes;
}
function digits(value) {
    return value < 128n ? [Number(value)] : [Number(value & 127n) | 128, ...digits(value >> 7n)];
}
/** A payload in its frame. */
export function frame(payload) {
    const bytes = Buffer.alloc(payload.length + 16);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    bytes.writeUInt32LE(payload.length, 0);
    bytes.writeUInt32LE(maskedCrc32c(bytes, view, 0, 8), 8);
    bytes.set(payload, 12);
    bytes.writeUInt32LE(maskedCrc32c(bytes, view, 12, 12 + payload.length), 12 + payload.length);
    return bytes;
}
/** An event with any further fields; as in proto3, a step of 0 is not written. */
export function event({ wall = 1700000000.5, step = 0 }, ...fields) {
    return Buffer.concat([double(1, wall), ...(BigInt(step) === 0n ? [] : [varint(2, step)]), ...fields]);
}
export function value(tag, ...fields) {
    return message(1, message(1, tag), ...fields);
}
/** An event with one `simple_value`, framed. */
export function scalar(tag, step, number, wall) {
    return frame(event({ step, ...(wall === undefined ? {} : { wall }) }, message(5, value(tag, float(2, number)))));
}
/** An event with one tensor, framed. */
export function tensor(tag, step, plugin, ...fields) {
    const metadata = plugin === null ? [] : [message(9, message(1, message(1, plugin)))];
    return frame(event({ step }, message(5, value(tag, message(8, ...fields), ...metadata))));
}
export const VERSION = frame(event({}, message(3, 'brain.Event:2')));
/** An event of the hparams plug-in, framed: `content` is the HParamsPluginData. */
export function hparams(kind, content) {
    return frame(event({}, message(5, value(`_hparams_/${kind}`, message(9, message(1, message(1, 'hparams'), message(2, content)))))));
}
export function sessionStart(config, group = '', seconds = 0) {
    const entries = Object.entries(config).map(([key, one]) => {
        const content = typeof one === 'number' ? double(2, one) : typeof one === 'string' ? message(3, one) : varint(4, one ? 1 : 0);
        return message(1, message(1, key), message(2, content));
    });
    return hparams('session_start_info', message(3, ...entries, message(4, group), double(5, seconds)));
}
export function sessionEnd(status, seconds = 0) {
    return hparams('session_end_info', message(4, varint(1, status), double(2, seconds)));
}
