import { parseOptions } from '../../command/options';
import { Problem } from '../../command/problem';

export interface AdoptOptions {
  readonly file: string;
  /** Undefined: the program is printed. */
  readonly out?: string;
  /** Whether the program is for a state of its own. */
  readonly imports: boolean;
}

export const adoptHelp = `cdktf-aks adopt STATE [options]

Writes a program for an existing cluster and the resources that belong to it. It runs that program, compares the result with the
state, and reports what an apply would create and change. It needs no cloud access and no credentials.

  STATE               the output of terraform show -json, for a state that contains the cluster
  --out FILE          write the program to FILE, which must not exist (default: print it, and the report to standard error)
    --import            for a new state: import blocks instead of moved blocks

Exit codes: 0 the program is written; 2 the state can't be read, or the library can't describe the cluster.
`;

/** Undefined if help is requested. */
export function readAdoptOptions(args: readonly string[]): AdoptOptions | undefined {
  const { values, positionals } = parseOptions('adopt', args, {
    out: { type: 'string' },
    import: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return undefined;
  const [file, ...more] = positionals;
  if (file === undefined) throw new Problem('adopt needs a state. See cdktf-aks adopt --help.');
  if (more.length > 0)
    throw new Problem(`adopt takes one state, got also ${more.join(', ')}. See cdktf-aks adopt --help.`);
  return { file, out: values.out, imports: values.import ?? false };
}
