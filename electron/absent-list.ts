import type { AbsentReading } from './ipc/contract.ts';

export interface AbsentListParts {
  readonly onList: (list: readonly AbsentReading[]) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** What this machine cannot measure: nothing is known of it at first, and nobody waits for it. */
export class AbsentList {
  /** Settles with the list; with an empty one when it cannot be found out. */
  readonly found: Promise<readonly AbsentReading[]>;
  #known: readonly AbsentReading[] = [];

  constructor(search: Promise<readonly AbsentReading[]>, { onList, onTrouble }: AbsentListParts) {
    this.found = search.then(
      (list) => {
        this.#known = list;
        onList(list);
        return list;
      },
      (error: unknown) => {
        onTrouble(error);
        return [];
      },
    );
  }

  /** What is known by now. */
  get known(): readonly AbsentReading[] {
    return this.#known;
  }
}
