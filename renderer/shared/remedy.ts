/** One step of what would help: words, and in them what can be typed as it stands. */
export interface RemedyStep {
  readonly before: string;
  readonly command: string | null;
  readonly after: string;
}

/** Programs that remedies begin with. */
const COMMAND = /^(?<before>.*?[:：]\s*)(?<command>(?:sudo|ls|man|chmod|setfacl|systemctl)\s[^,，]*)(?<after>.*)$/u;

/** The steps of a remedy, in whichever language it is told. */
export function remedySteps(remedy: string): readonly RemedyStep[] {
  return remedy.split(/;\s|；/u).map((step) => {
    const found = COMMAND.exec(step)?.groups;
    if (found === undefined) return { before: step, command: null, after: '' };
    const { before = '', command = '', after = '' } = found;
    return { before: before.trim(), command: command.trim(), after: after.replace(/^[,，]\s*/u, '') };
  });
}

/** Whether a reading is not there because somebody may not read it: its reason in English tells. */
export function isDenied(reason: string): boolean {
  return /may not be read|only root|only to administrators|permission|not tell it to programs of a user/i.test(reason);
}
