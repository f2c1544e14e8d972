/** A field of a message: the bytes of a varint, of a fixed number, or of a length and its content. */
export declare function varint(field: number, value: bigint | number): Buffer;
export declare function message(field: number, ...content: readonly (Uint8Array | string)[]): Buffer;
export declare function double(field: number, value: number): Buffer;
export declare function float(field: number, value: number): Buffer;
/** A payload in its frame. */
export declare function frame(payload: Uint8Array): Buffer;
export interface EventOptions {
    readonly wall?: number;
    readonly step?: number | bigint;
}
/** An event with any further fields; as in proto3, a step of 0 is not written. */
export declare function event({ wall, step }: EventOptions, ...fields: readonly Uint8Array[]): Buffer;
export declare function value(tag: string, ...fields: readonly Uint8Array[]): Buffer;
/** An event with one `simple_value`, framed. */
export declare function scalar(tag: string, step: number | bigint, number: number, wall?: number): Buffer;
/** An event with one tensor, framed. */
export declare function tensor(tag: string, step: number, plugin: string | null, ...fields: readonly Uint8Array[]): Buffer;
export declare const VERSION: Buffer<ArrayBufferLike>;
/** An event of the hparams plug-in, framed: `content` is the HParamsPluginData. */
export declare function hparams(kind: 'experiment' | 'session_start_info' | 'session_end_info', content: Uint8Array): Buffer;
export declare function sessionStart(config: Readonly<Record<string, number | string | boolean>>, group?: string, seconds?: number): Buffer;
export declare function sessionEnd(status: number, seconds?: number): Buffer;
