import { type Stack, textAt } from '../../command/terraform/resource';

/** A Helm release that a stack installs. Its namespace and name may be expressions. */
export interface Release {
  readonly address: string;
  readonly namespace: string;
  readonly name: string;
}

export function releasesOf({ resources }: Stack): Release[] {
  return [...resources.values()]
    .filter(({ type, isData }) => type === 'helm_release' && !isData)
    .map(({ address, args }) => ({
      address,
      namespace: textAt(args, 'namespace') ?? 'default',
      name: textAt(args, 'name') ?? '',
    }));
}
