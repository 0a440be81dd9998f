/** Z1 and Z2: what is read equals what was written, for random values of random types, and both lanes write the same bytes. */
import fc from "fast-check";
import { StreamError } from "millrace";
import { expect, test } from "vitest";
import { propertyRuns } from "../../packages/core/src/testing/property-runs.ts";
import { ByteInput } from "../../packages/core/src/types/serializers/byte-input.ts";
import { ByteOutput } from "../../packages/core/src/types/serializers/byte-output.ts";
import type { Serializer } from "../../packages/core/src/types/serializers/serializer.ts";
import { serializerOf } from "../../packages/core/src/types/serializers/serializer-of.ts";
import { seen, typedValues } from "./typed-values.ts";

const samples = typedValues(3).chain(({ type, values }) =>
  fc.record({ type: fc.constant(type), list: fc.array(values, { minLength: 1, maxLength: 5 }) }),
);

function bytesOf(serializer: Serializer, list: readonly unknown[]): Uint8Array {
  const output = new ByteOutput(1);
  for (const value of list) serializer.write(value, output);
  return output.take();
}

function valuesOf(serializer: Serializer, bytes: Uint8Array, count: number): unknown[] {
  const input = new ByteInput(bytes, "sample");
  const values = Array.from({ length: count }, () => serializer.read(input));
  expect(input.remaining).toBe(0);
  return values;
}

function outcomeOf(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    return error instanceof StreamError ? error.code : `another error: ${String(error)}`;
  }
}

test("what is read equals what was written, with generated code and without, from the same bytes", () => {
  fc.assert(
    fc.property(samples, ({ type, list }) => {
      const generated = serializerOf(type, "allowed");
      const plain = serializerOf(type, "forbidden");
      const bytes = bytesOf(generated, list);
      expect(bytesOf(plain, list)).toEqual(bytes);
      expect(valuesOf(generated, bytes, list.length).map(seen)).toEqual(list.map(seen));
      expect(valuesOf(plain, bytes, list.length).map(seen)).toEqual(list.map(seen));
      expect(plain.fingerprint).toEqual(generated.fingerprint);
    }),
    propertyRuns(300),
  );
});

test("bytes that are cut off or changed are refused by name, or read as other values; nothing else is thrown", () => {
  fc.assert(
    fc.property(
      samples,
      fc.nat(),
      fc.nat(255),
      fc.boolean(),
      ({ type, list }, place, byte, isCut) => {
        const serializer = serializerOf(type, "forbidden");
        const bytes = bytesOf(serializer, list);
        const at = place % bytes.length;
        const damaged = isCut ? bytes.slice(0, at) : bytes.with(at, byte);
        const input = new ByteInput(damaged, "sample");
        const outcome = outcomeOf(() => list.map(() => serializer.read(input)));
        expect(outcome).toMatch(isCut ? /^TYPE_BYTES_/ : /^read$|^TYPE_BYTES_/);
      },
    ),
    propertyRuns(300),
  );
});
