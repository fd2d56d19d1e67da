/** Which lines of a chart a person has switched off, and whether one is looked at alone. */
export class LineSwitches {
  #off = $state.raw<ReadonlySet<string>>(new Set());
  /** The only line that is shown; null: all but those that are off. */
  alone = $state<string | null>(null);

  isOn(name: string): boolean {
    return this.alone === null ? !this.#off.has(name) : this.alone === name;
  }

  /** Whether any line is not shown. */
  get areSome(): boolean {
    return this.alone !== null || 0 < this.#off.size;
  }

  /** Shows `name` alone, or all again where it is alone already. */
  isolate(name: string): void {
    this.alone = this.alone === name ? null : name;
  }

  toggle(name: string): void {
    this.alone = null;
    this.#off = this.#off.has(name)
      ? new Set([...this.#off].filter((other) => other !== name))
      : new Set([...this.#off, name]);
  }

  clear(): void {
    this.alone = null;
    this.#off = new Set();
  }
}
