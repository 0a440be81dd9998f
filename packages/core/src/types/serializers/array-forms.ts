/**
 * The bytes of typed arrays, buffers and `DataView`s: a form (which class), the length in bytes, the elements big endian.
 *
 * The forms are part of the canonical bytes: never renumbered, only added to.
 */
import { viewClassName } from "../plain-form.ts";
import type { ByteInput } from "./byte-input.ts";
import type { ByteOutput } from "./byte-output.ts";

interface ArrayForm {
  readonly name: string;
  readonly elementBytes: number;
}

// biome-ignore format: a table
const FORMS: readonly ArrayForm[] = [
  { name: "Int8Array", elementBytes: 1 }, { name: "Uint8Array", elementBytes: 1 }, { name: "Uint8ClampedArray", elementBytes: 1 },
  { name: "Int16Array", elementBytes: 2 }, { name: "Uint16Array", elementBytes: 2 }, { name: "Int32Array", elementBytes: 4 },
  { name: "Uint32Array", elementBytes: 4 }, { name: "Float32Array", elementBytes: 4 }, { name: "Float64Array", elementBytes: 8 },
  { name: "BigInt64Array", elementBytes: 8 }, { name: "BigUint64Array", elementBytes: 8 }, { name: "Float16Array", elementBytes: 2 },
  { name: "Buffer", elementBytes: 1 }, { name: "DataView", elementBytes: 1 },
];
const FIRST_FORM = 1; // 0 is free for containers that are no view
const IS_LITTLE_ENDIAN = /* @__PURE__ */ isLittleEndian();

/** Writes a view that `plainFormOf` calls one. */
export function writeView(value: ArrayBufferView, output: ByteOutput): void {
  const name = viewClassName(value);
  const index = FORMS.findIndex((form) => form.name === name); // there is one: other classes are refused as not plain
  output.byte(index + FIRST_FORM);
  output.count(value.byteLength);
  const start = output.reserve(value.byteLength);
  const target = output.bytes.subarray(start, start + value.byteLength);
  target.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  swap(target, FORMS[index]?.elementBytes ?? 1);
}

/** Reads a view of its own buffer; a class that this runtime has not is refused. */
export function readView(input: ByteInput): ArrayBufferView {
  const start = input.position;
  return readViewOf(input.byte(), input, start);
}

/** The rest of a view whose form was read already. */
export function readViewOf(formNumber: number, input: ByteInput, start: number): ArrayBufferView {
  const form = FORMS[formNumber - FIRST_FORM];
  if (form === undefined) throw input.damaged(`no typed array has the form ${formNumber}`, start);
  const bytes = input.block();
  if (bytes.length % form.elementBytes !== 0)
    throw input.damaged(`${bytes.length} bytes are no ${form.name}`, start);
  swap(bytes, form.elementBytes);
  const viewClass = classOf(form.name);
  if (viewClass === undefined)
    throw input.damaged(`this runtime has no ${form.name}, which is needed here`, start);
  return viewClass(bytes.buffer);
}

function classOf(name: string): ((buffer: ArrayBuffer) => ArrayBufferView) | undefined {
  const known: unknown = Reflect.get(globalThis, name);
  if (typeof known !== "function")
    return name === "Buffer" ? (buffer) => new Uint8Array(buffer) : undefined; // a buffer is one where there is no Node
  if (name === "Buffer")
    return (buffer) => Reflect.apply(Reflect.get(known, "from"), known, [buffer]);
  return (buffer) => Reflect.construct(known, [buffer]) as ArrayBufferView; // a class of the table
}

/** From the machine's order to big endian and back. */
function swap(bytes: Uint8Array, elementBytes: number): void {
  if (elementBytes === 1 || !IS_LITTLE_ENDIAN) return;
  for (let start = 0; start < bytes.length; start += elementBytes)
    bytes.subarray(start, start + elementBytes).reverse();
}

function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}
