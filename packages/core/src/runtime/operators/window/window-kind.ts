/** What differs between windows over one stream and over two: what arrives, what is kept, and who is called. */
import type { WindowNode } from "../../../plan/transformation.ts";
import type { ContentCodec } from "../../state/content-codec.ts";
import type { ChainedContext } from "../chained-context.ts";
import { type RecordCopier, recordCopier } from "../record-copier.ts";
import type { PaneEmitter } from "./pane-emitter.ts";
import { windowPaneCodec } from "./window-codec.ts";
import { createContents, type WindowContents } from "./window-contents.ts";
import { type EmitterParts, WindowEmitter } from "./window-emitter.ts";

/** Given to the operator of windows when it is made. */
export interface WindowKind {
  /** For each input, what makes an element of windows of a record; `undefined` where the record is the element. */
  readonly inputs: readonly (((record: unknown) => unknown) | undefined)[];
  /** The record of an element. */
  recordOf(element: unknown): unknown;
  /** Copies elements; `undefined` where none is needed. */
  readonly copy: RecordCopier | undefined;
  readonly contents: WindowContents;
  /** How windows with their contents are written into snapshots; made when it is needed. */
  createPaneCodec(): ContentCodec;
  /** True where the function is called for a window of which an evictor has left nothing. */
  readonly isCalledWithNothing: boolean;
  createEmitter(parts: EmitterParts): PaneEmitter;
}

/** Windows over one stream. */
export function createWindowKind(context: ChainedContext<WindowNode>): WindowKind {
  return {
    inputs: [undefined],
    recordOf: (element) => element,
    copy: recordCopier(context.operator.inputTypes[0], context.isObjectReuse),
    contents: createContents(context),
    createPaneCodec: () => windowPaneCodec(context),
    isCalledWithNothing: context.node.aggregation === undefined,
    createEmitter: (parts) => new WindowEmitter(context, parts),
  };
}
