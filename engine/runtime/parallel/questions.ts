import type { FaultDescription } from '../../fault.ts';
import { Fault } from '../../fault.ts';

/** Of one question to all keyed subtasks: what they have answered. */
interface Question {
  readonly answers: unknown[];
  left: number;
  readonly settle: { readonly resolve: (answers: unknown[]) => void; readonly reject: (error: unknown) => void };
}

/** What all keyed subtasks are asked, until each of them has answered. */
export class Questions {
  readonly #count: number;
  readonly #open = new Map<string, Question>();

  /** `count`: how many answers there are to each. */
  constructor(count: number) {
    this.#count = count;
  }

  /**
   * Settles with all answers to the question `name`; rejects with a Fault where one of them refuses. `known` has the answers in the moment in
   * which the last of them comes, before anything else is heard.
   */
  ask<T>(name: string, known?: (answers: T[]) => void): Promise<T[]> {
    return new Promise((resolve, reject) => {
      const settle = {
        resolve: (answers: unknown[]) => {
          known?.(answers as T[]);
          resolve(answers as T[]);
        },
        reject,
      };
      this.#open.set(name, { answers: [], left: this.#count, settle });
    });
  }

  answer(name: string, from: number, answer: unknown): void {
    const question = this.#open.get(name);
    if (!question) return;
    question.answers[from] = answer;
    if (0 < --question.left) return;
    this.#open.delete(name);
    question.settle.resolve(question.answers);
  }

  refuse(name: string, { code, message }: FaultDescription): void {
    this.#open.get(name)?.settle.reject(new Fault(code, message));
    this.#open.delete(name);
  }

  /** Nobody answers any more. */
  end(): void {
    for (const name of [...this.#open.keys()]) {
      this.refuse(name, { code: 'conflict', message: 'the pipeline has ended' });
    }
  }
}
