/** The generated form of a chain: one program per chain and subtask, compiled when the chain is made (decision 1). */
import { compileSource } from "../../types/code-generation.ts";
import { isFused } from "../operators/operator-code.ts";
import { isSource } from "../operators/source.ts";
import { ChainGenerator, CurrentTime, Inspection } from "./chain-generator.ts";
import type { SendRecord } from "./chain-output.ts";
import type { ChainParts, ElementEntry, PulledReader, WiredChain } from "./chain-parts.ts";

/** What a chain's program returns. */
interface ChainProgram {
  readonly elements: readonly ElementEntry[];
  /** By operator, the main output of those that are not fused or can be suspended. */
  readonly mains: Readonly<Record<number, (value: unknown) => void>>;
  /** Side outputs, in the order of `sideTags`. */
  readonly sides: readonly ((value: unknown) => void)[];
  createPullLoop(reader: PulledReader): (limit: number) => number;
}

/** A side output of one operator. */
interface SideTag {
  readonly operator: number;
  readonly tagId: string;
}

/** Compiles the program, wires the outputs that are used from outside of it, and returns the entries. */
export function wireGeneratedChain(parts: ChainParts): WiredChain {
  const time = new CurrentTime();
  const sideTags: SideTag[] = [];
  for (const [operator, { sides }] of parts.layout.entries()) {
    for (const tagId of sides.keys()) sideTags.push({ operator, tagId });
  }
  const program = compileChain(parts, time, sideTags);
  for (const [operator, emit] of Object.entries(program.mains)) {
    const output = parts.outputs[Number(operator)];
    if (output !== undefined) output.element = timed(time, emit);
  }
  for (const [index, { operator, tagId }] of sideTags.entries()) {
    const send = program.sides[index];
    if (send !== undefined) parts.outputs[operator]?.sides.set(tagId, timed(time, send));
  }
  return { elements: program.elements, pullLoop: (reader) => program.createPullLoop(reader) };
}

/** Sends under a timestamp of its own, and puts the former back. */
function timed(time: CurrentTime, send: (value: unknown) => void): SendRecord {
  return (value, timestampMs) => {
    const saved = time.ms;
    time.ms = timestampMs;
    send(value);
    time.ms = saved;
  };
}

function compileChain(
  parts: ChainParts,
  time: CurrentTime,
  sideTags: readonly SideTag[],
): ChainProgram {
  const generator = new ChainGenerator(parts, time, new Inspection());
  const heads = (parts.operators[0]?.inputs ?? []).map((_, input) => writeHead(generator, input));
  const names = {
    elements: heads.map((head) => writeElement(generator, parts, head)),
    pull: writePullLoop(generator, parts, heads[0] ?? { first: "undefined", lasting: "undefined" }),
    sides: sideTags.map(({ operator, tagId }) => generator.emitFunction(operator, tagId)),
    mains: [] as string[],
  };
  for (const [index, operator] of parts.operators.entries()) {
    // What is emitted outside of a record's way: by operators that are not fused, by timers, and at the end of a key.
    if (!isFused(operator) || operator.suspension !== undefined || operator.endKey !== undefined)
      names.mains.push(`${index}: ${generator.emitFunction(index)}`);
  }
  const result = `{ elements: [${names.elements.join(", ")}], sides: [${names.sides.join(", ")}], mains: { ${names.mains.join(", ")} }, createPullLoop: ${names.pull} }`;
  // The text returns exactly this shape.
  return compileSource(
    "chain",
    { bindings: generator.program.bindings },
    generator.program.text(result),
  ) as ChainProgram;
}

/** The head of an input: everything that happens to a record up to the first function boundary, in both versions. */
interface Head {
  readonly first: string;
  readonly lasting: string;
}

function writeHead(generator: ChainGenerator, input: number): Head {
  generator.isInspecting = false;
  const lasting = writeHeadVersion(generator, input);
  generator.isInspecting = true;
  return { first: writeHeadVersion(generator, input), lasting };
}

function writeHeadVersion(generator: ChainGenerator, input: number): string {
  const { program } = generator;
  const name = program.local("head");
  program.define(() => {
    program.line(`function ${name}(v, key) {`);
    generator.operator(0, input, "v", "key");
    program.line("}");
  });
  return name;
}

/** The call of a head, in the version that the records so far have led to. */
function headCall(generator: ChainGenerator, head: Head, parameters: string): string {
  return `if (${generator.inspection}.pending === 0) ${head.lasting}(${parameters}); else ${head.first}(${parameters});`;
}

/** The entry for records from edges. */
function writeElement(generator: ChainGenerator, parts: ChainParts, head: Head): string {
  const { program, running, time } = generator;
  const name = program.local("element");
  const failed = program.bind("failed", parts.failed);
  program.define(() => {
    program.line(`function ${name}(value, timestampMs, key) {
const before = ${running}.number;
${time}.ms = timestampMs;
try { ${headCall(generator, head, "value, key")} } catch (error) { throw ${failed}(error, value, key, before); }
${running}.number = before;
}`);
  });
  return name;
}

/** The loop over a source's reader. The value is emptied first, so that an error of `next` is not blamed on the last record. */
function writePullLoop(generator: ChainGenerator, parts: ChainParts, head: Head): string {
  const { program, running, time } = generator;
  const name = program.local("createPullLoop");
  const failed = program.bind("failed", parts.failed);
  const signals = program.bind("signals", parts.signals);
  const source = parts.operators[0];
  const tracker =
    source !== undefined && isSource(source) ? program.bind("tracker", source.tracker) : undefined;
  const selectSplit =
    tracker === undefined
      ? ""
      : `if (reader.currentSplitId !== ${tracker}.currentSplitId) ${tracker}.selectSplit(reader.currentSplitId);\n`;
  program.define(() => {
    program.line(`function ${name}(reader) { return function (limit) {
const before = ${running}.number;
let taken = 0;
let value;
try {
while (taken < limit) {
value = undefined;
value = reader.next();
if (value === undefined) break;
taken++;
${time}.ms = reader.timestampMs;
${selectSplit}${headCall(generator, head, "value, undefined")}
if (${signals}.stop !== 0) break;
}
} catch (error) {
if (value === undefined) ${running}.number = ${parts.firstNumber};
throw ${failed}(error, value, undefined, before);
}
${running}.number = before;
return taken;
}; }`);
  });
  return name;
}
