/** `TriggerResult`: what happens to a window after its trigger has seen a record or a timer. */

/** One of four frozen instances. Flink: `TriggerResult`. */
export class TriggerResult {
  private readonly fires: boolean;
  private readonly purges: boolean;
  private readonly text: string;

  private constructor(text: string, fires: boolean, purges: boolean) {
    this.text = text;
    this.fires = fires;
    this.purges = purges;
    Object.freeze(this);
  }

  /** Nothing happens. */
  static readonly CONTINUE: TriggerResult = new TriggerResult("CONTINUE", false, false);
  /** The window's function is called; the contents stay. On an empty window nothing happens. */
  static readonly FIRE: TriggerResult = new TriggerResult("FIRE", true, false);
  /** The contents are dropped without a result. */
  static readonly PURGE: TriggerResult = new TriggerResult("PURGE", false, true);
  /** The window's function is called, then the contents are dropped. */
  static readonly FIRE_AND_PURGE: TriggerResult = new TriggerResult("FIRE_AND_PURGE", true, true);

  isFire(): boolean {
    return this.fires;
  }

  isPurge(): boolean {
    return this.purges;
  }

  static isFire(result: TriggerResult): boolean {
    return result.fires;
  }

  static isPurge(result: TriggerResult): boolean {
    return result.purges;
  }

  toString(): string {
    return this.text;
  }
}
