/** WS: watermark strategies, SS: schemas of messages, TY: functions as classes with types of their own. */
import {
  ByteArraySchema,
  FlatMapFunction,
  KeySelector,
  MapFunction,
  Row,
  RowFieldExtractorSchema,
  SimpleStringSchema,
  WatermarkStrategy,
} from "millrace";
import { expect, test } from "vitest";
import { expectCase, valueOf } from "../../conformance/cases.ts";

test("WS-01 idleness is kept", () => {
  const strategy = WatermarkStrategy.noWatermarks().withIdleness("5 s");
  expectCase("WS-01", [strategy.idlenessMs], "idleness");
});

test("WS-02 alignment is kept", () => {
  const { alignment } = WatermarkStrategy.noWatermarks().withWatermarkAlignment(
    "alignment-group-1",
    "20 s",
    "10 s",
  );
  expectCase(
    "WS-02",
    [alignment?.group, alignment?.maxDriftMs, alignment?.updateIntervalMs],
    "alignment",
  );
});

test("WS-04 out-of-orderness is kept", () => {
  const { generation } = WatermarkStrategy.forBoundedOutOfOrderness("3 s");
  const bound = "maxOutOfOrdernessMs" in generation ? generation.maxOutOfOrdernessMs : undefined;
  expectCase("WS-04", [bound], "outOfOrderness");
});

test("WS-05 no watermarks is a generation that never emits", () => {
  expect(valueOf("WS-05", "generator")).toBe("never");
  expect(WatermarkStrategy.noWatermarks().generation).toEqual({ kind: "none" });
});

// covers: SimpleStringSchema
test("SS-01 texts are UTF-8", () => {
  const schema = new SimpleStringSchema();
  const text = valueOf("SS-01", "text");
  expect(schema.serialize(text)).toEqual(new TextEncoder().encode(text));
  expectCase("SS-01", [schema.deserialize(schema.serialize(text))], "text");
});

// covers: ByteArraySchema
test("SS-02 bytes are themselves", () => {
  const schema = new ByteArraySchema();
  const bytes = Uint8Array.of(1, 2, 255);
  expect(valueOf("SS-02", "result")).toBe("identity");
  expect([schema.serialize(bytes), schema.deserialize(bytes)]).toEqual([bytes, bytes]);
});

// covers: RowFieldExtractorSchema
test("SS-04 a field's bytes are the message", () => {
  expect(() => new RowFieldExtractorSchema(-1)).toThrow(valueOf("SS-04", "message"));
  const schema = new RowFieldExtractorSchema(3);
  expectCase("SS-04", [schema.getFieldIndex()], "index");
  expect(schema.equals(new RowFieldExtractorSchema(3))).toBe(true);
  expect(schema.equals(new RowFieldExtractorSchema(2))).toBe(false);
  const bytes = Uint8Array.of(7);
  expect(schema.serialize(Row.of(0, 1, 2, bytes))).toBe(bytes);
  expect(() => schema.serialize(Row.of(0, 1, 2, "text"))).toThrow(
    expect.objectContaining({ code: "CONNECTOR_INVALID_OPTION" }),
  );
});

// covers: MapFunction.map
test("TY-01 a map function of its own types", () => {
  class ToText extends MapFunction<number, string> {
    map(value: number): string {
      return String(value);
    }
  }
  expectCase("TY-01", [new ToText().map(1)], "result");
  // @ts-expect-error a text is no number
  new ToText().map("1");
});

// covers: FlatMapFunction.flatMap
test("TY-02 a flat-map function of its own types", () => {
  class ToTexts extends FlatMapFunction<number, string> {
    *flatMap(value: number): Generator<string> {
      yield String(value);
    }
  }
  expectCase("TY-02", Array.from(new ToTexts().flatMap(1)), "result");
  // @ts-expect-error a text is no number
  new ToTexts().flatMap("1");
});

// covers: KeySelector.getKey
test("TY-04 a key selector of its own types", () => {
  class AsText extends KeySelector<number, string> {
    getKey(value: number): string {
      return String(value);
    }
  }
  expectCase("TY-04", [new AsText().getKey(1)], "result");
  // @ts-expect-error a text is no number
  new AsText().getKey("1");
});
