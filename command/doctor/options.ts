import { parseOptions } from '../options';
import { Problem } from '../problem';

export interface DoctorOptions {
  readonly folder: string;
  /** The public address that deploys from; undefined if it isn't given. */
  readonly address?: string;
  readonly format: 'text' | 'json';
}

export const doctorHelp = `cdktf-aks doctor [FOLDER] [options]

Checks before a deployment whether this machine and the Azure subscription have what an output needs: tools and their versions,
resource providers, features, vCPU quota, VM sizes, Kubernetes versions, mesh revisions, unique names, roles of the deployer and
authorized addresses. It reads the output and runs read-only commands of terraform, kubectl, kubelogin and az; az must be signed
in. Prints one line per check, with the command that fixes a problem.

  FOLDER              the output (default: cdktf.out)
    --address ADDRESS   the public IPv4 address that you deploy from, to check it against authorized ranges
  --format FORMAT     text (default) or json

Exit codes: 0 no problems; 1 problems; 2 the output can't be read.
`;

/** Undefined if help is requested. */
export function readDoctorOptions(args: readonly string[]): DoctorOptions | undefined {
  const { values, positionals } = parseOptions('doctor', args, {
    address: { type: 'string' },
    format: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return undefined;
  const [folder = 'cdktf.out', ...more] = positionals;
  if (more.length > 0)
    throw new Problem(`doctor takes one folder, got also ${more.join(', ')}. See cdktf-aks doctor --help.`);
  const { address, format = 'text' } = values;
  if (format !== 'text' && format !== 'json') throw new Problem(`--format must be text or json, got ${format}.`);
  if (address !== undefined && !/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) {
    throw new Problem(`--address must be an IPv4 address, such as 198.51.100.7, got ${address}.`);
  }
  return { folder, address, format };
}
