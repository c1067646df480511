import { parseOptions } from '../../command/options';
import { Problem } from '../../command/problem';
import { type Danger, dangers } from './danger';

export interface DriftOptions {
  readonly folder: string;
  /** Empty: all stacks of the output. */
  readonly stacks: readonly string[];
  readonly context?: string;
  readonly failOn: Danger;
}

export const driftHelp = `cdktf-aks drift [FOLDER] [options]

Compares the manifest of each Helm release of an output with the objects in the cluster, by helm get manifest and a server-side
kubectl diff, which Terraform doesn't do. Helm and kubectl use their own kubeconfig. The API server authorizes a dry run as the
change itself: the identity needs to read Secrets, and to create and patch all objects of the releases.

  FOLDER              the output (default: cdktf.out)
    --stack STACK       this stack only; repeatable
  --context CONTEXT   the context in the kubeconfig (default: the current one)
    --fail-on DANGER    exit with 1 on differences of this danger or a worse one (default: other):
                      ${dangers.join(', ')} (the worst first)

Exit codes: 0 no differences; 1 --fail-on applies; 2 the cluster or the output can't be read.
`;

/** Undefined if help is requested. */
export function readDriftOptions(args: readonly string[]): DriftOptions | undefined {
  const { values, positionals } = parseOptions('drift', args, {
    stack: { type: 'string', multiple: true },
    context: { type: 'string' },
    'fail-on': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return undefined;
  const [folder = 'cdktf.out', ...more] = positionals;
  if (more.length > 0)
    throw new Problem(`drift takes one folder, got also ${more.join(', ')}. See cdktf-aks drift --help.`);
  const failOn = dangers.find((danger) => danger === (values['fail-on'] ?? 'other'));
  if (!failOn) throw new Problem(`--fail-on must be one of ${dangers.join(', ')}, got ${values['fail-on']}.`);
  return { folder, stacks: values.stack ?? [], context: values.context, failOn };
}
