/** Naive models of windows for property tests: everything is found anew from all records at each step. */

/** A record of a key at a time, or a watermark; of the first input unless said otherwise. */
export type WindowStep<E> =
  | { readonly key: string; readonly element: E; readonly at: number; readonly input?: 0 | 1 }
  | { readonly mark: number; readonly input?: 0 | 1 };

/** A window of a key with what it holds, in the order of arrival where windows do not merge. */
export interface Bucket<E> {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly elements: readonly E[];
}

/** The live windows, made of all records that were not late. */
export interface WindowModel<E> {
  /** Adds a record; the windows in which it is, none where it is late. */
  add(key: string, element: E, at: number, isEnded: (end: number) => boolean): readonly Bucket<E>[];
  buckets(): readonly Bucket<E>[];
  drop(isEnded: (end: number) => boolean): void;
}

/** What is run against the model. */
export interface ModelRun<E> {
  readonly model: WindowModel<E>;
  readonly script: readonly WindowStep<E>[];
  readonly latenessMs: number;
  /** Watermarks count when all inputs have reached them. */
  readonly inputCount: 1 | 2;
  /** What a window gives when it fires, without the timestamp. */
  readonly fire: (bucket: Bucket<E>) => readonly string[];
  /** What a late record looks like, without the timestamp. */
  readonly late: (key: string, element: E) => string;
}

/** The lines that `windowLines` has to give for the same script: windows of event time with the default trigger. */
export function runModel<E>(run: ModelRun<E>): string[] {
  const { model, script, latenessMs } = run;
  const marks = Array.from({ length: run.inputCount }, () => Number.NEGATIVE_INFINITY);
  let current = Number.NEGATIVE_INFINITY;
  const lines: string[] = [];
  let group: { text: string; at: number }[] = [];
  const fire = (bucket: Bucket<E>) => {
    const at = bucket.end - 1;
    group.push(...run.fire(bucket).map((text) => ({ text: `${text}@${at}`, at })));
  };
  const close = () => {
    group.sort((a, b) => a.at - b.at || (a.text < b.text ? -1 : 1));
    lines.push(...group.map(({ text }) => text));
    group = [];
  };
  const isEnded = (end: number) => end - 1 + latenessMs <= current;
  for (const step of script) {
    if ("mark" in step) {
      const input = step.input ?? 0;
      marks[input] = Math.max(marks[input] ?? 0, step.mark);
      const next = Math.min(...marks);
      if (next <= current) continue;
      for (const bucket of model.buckets())
        if (bucket.end - 1 > current && bucket.end - 1 <= next) fire(bucket);
      current = next;
      model.drop(isEnded);
      close();
      lines.push(`WM ${next}`);
      continue;
    }
    const buckets = model.add(step.key, step.element, step.at, isEnded);
    for (const bucket of buckets) if (bucket.end - 1 <= current) fire(bucket);
    if (buckets.length === 0 && step.at + latenessMs <= current)
      group.push({ text: `late ${run.late(step.key, step.element)}@${step.at}`, at: step.at });
  }
  close();
  return lines;
}

/** Windows that do not merge: tumbling ones where `slide` is the size. */
export function alignedModel<E>(size: number, slide: number, offset: number): WindowModel<E> {
  let live = new Map<string, Bucket<E>>();
  return {
    add(key, element, at, isEnded) {
      const found: Bucket<E>[] = [];
      for (let start = at - size + 1; start <= at; start += 1) {
        if ((((start - offset) % slide) + slide) % slide !== 0 || isEnded(start + size)) continue;
        const elements = [...(live.get(`${key} ${start}`)?.elements ?? []), element];
        const bucket = { key, start, end: start + size, elements };
        live.set(`${key} ${start}`, bucket);
        found.push(bucket);
      }
      return found;
    },
    buckets: () => [...live.values()],
    drop(isEnded) {
      live = new Map([...live].filter(([, { end }]) => !isEnded(end)));
    },
  };
}

/** Sessions: groups of records whose windows overlap or touch, grouped from scratch each time. */
export function sessionModel<E>(gap: number): WindowModel<E> {
  let kept: Bucket<E>[] = [];
  const grouped = (): Bucket<E>[] => {
    const sorted = [...kept].sort((a, b) =>
      a.key < b.key ? -1 : a.key > b.key ? 1 : a.start - b.start,
    );
    const groups: Bucket<E>[] = [];
    for (const one of sorted) {
      const last = groups.at(-1);
      if (last === undefined || last.key !== one.key || last.end < one.start) groups.push(one);
      else {
        const end = Math.max(last.end, one.end);
        const elements = [...last.elements, ...one.elements];
        groups[groups.length - 1] = { ...last, end, elements };
      }
    }
    return groups;
  };
  return {
    add(key, element, at, isEnded) {
      const own: Bucket<E> = { key, start: at, end: at + gap, elements: [element] };
      kept.push(own);
      const session = grouped().find(
        (one) => one.key === key && one.start <= at && one.end >= at + gap,
      );
      if (session !== undefined && !isEnded(session.end)) return [session];
      kept = kept.filter((one) => one !== own);
      return [];
    },
    buckets: grouped,
    drop(isEnded) {
      const live = grouped().filter(({ end }) => !isEnded(end));
      kept = kept.filter((one) =>
        live.some(({ key, start, end }) => one.key === key && one.start >= start && one.end <= end),
      );
    },
  };
}
