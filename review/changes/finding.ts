/** Dangers, the worst first. `--fail-on` takes these names. */
export const levels = ['lost', 'replace', 'network', 'role', 'mtls', 'chart', 'other'] as const;
export type Level = (typeof levels)[number];

export const titles: { readonly [level in Level]: string } = {
  lost: 'Loses releases from the state',
  replace: 'Replaces or destroys',
  network: 'Opens the network',
  role: 'Widens a role or a way in',
  mtls: 'Weakens mTLS or a policy',
  chart: 'Changes a chart or a version',
  other: 'The rest',
};

/** One thing that a change does. */
export interface Finding {
  readonly level: Level;
  readonly stack: string;
  readonly address: string;
  readonly text: string;
  /** Whether only a plan can tell that it happens. */
  readonly isPossible: boolean;
  /** Whether a plan has said it, rather than code against code. */
  readonly isPlanned: boolean;
  /** Within a level, the lower the worse. */
  readonly weight: number;
}

/** The worst first; in one level what is certain before what is possible. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ level, weight, isPossible }: Finding): number =>
    levels.indexOf(level) * 100 + weight * 2 + (isPossible ? 1 : 0);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

export function reaches(findings: readonly Finding[], failOn: Level): boolean {
  return findings.some(({ level }) => levels.indexOf(level) <= levels.indexOf(failOn));
}
