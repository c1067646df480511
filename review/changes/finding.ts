/** Dangers, the worst first. `--fail-on` takes these names. */
export const levels = ['lost', 'replace', 'adopt', 'network', 'role', 'mtls', 'chart', 'other'] as const;
export type Level = (typeof levels)[number];

export const titles: { readonly [level in Level]: string } = {
  lost: 'Loses releases from the state',
  replace: 'Replaces or destroys',
  adopt: 'Changes what it takes over',
  network: 'Opens the network',
  role: 'Widens a role or other access',
  mtls: 'Weakens mTLS or a policy',
  chart: 'Changes a chart or a version',
  other: 'Other changes',
};

/** One effect of a change. */
export interface Finding {
  readonly level: Level;
  readonly stack: string;
  readonly address: string;
  readonly text: string;
  /** Whether only a plan can confirm it. */
  readonly isPossible: boolean;
  /** Whether a plan shows it, rather than a comparison of code. */
  readonly isPlanned: boolean;
  /** Within a level, the lower the worse. */
  readonly weight: number;
  /** Of a resource that is created or destroyed, with nothing else to say of it: pages list these together. */
  readonly whole?: { readonly noun: string; readonly name: string; readonly verb: 'created' | 'destroyed' };
}

/** The worst first; within a level, certain findings before possible ones. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ level, weight, isPossible }: Finding): number =>
    levels.indexOf(level) * 100 + weight * 2 + (isPossible ? 1 : 0);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

export function reaches(findings: readonly Finding[], failOn: Level): boolean {
  return findings.some(({ level }) => levels.indexOf(level) <= levels.indexOf(failOn));
}
