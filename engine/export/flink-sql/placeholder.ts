import type { PlanNode } from '../../document/plan.ts';

/** What whoever runs the script says in place of something that this machine cannot know: `${SENSORS_PATH}`. */
export function placeholder({ id }: PlanNode, what: 'KEYSTORE' | 'PATH'): string {
  return `\${${id.replaceAll('-', '_').toUpperCase()}_${what}}`;
}
