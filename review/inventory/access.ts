import { flagAt, listAt, lookUp, type Resource, type Stack, textAt, textsAt } from '../../command/terraform/resource';
import { objectsOf } from '../../command/values/objects';
import { nameOf, readable } from '../terraform/expression';

/** One grant: a principal, its permission and the scope. */
export interface Access {
  readonly who: string;
  readonly what: string;
  readonly where: string;
  /** The argument that decides it. */
  readonly path?: string;
}

type Reader = (resource: Resource, stack: Stack) => Access[];

const readers: { readonly [type: string]: Reader } = {
  azurerm_role_assignment: ({ args }, stack) => [
    {
      who: readable(args.principal_id, stack),
      what: textAt(args, 'role_definition_name') ?? readable(args.role_definition_id, stack),
      where: readable(args.scope, stack),
    },
  ],
  azurerm_federated_identity_credential: ({ args }, stack) => [
    {
      who: `${readable(args.subject, stack)} of ${readable(args.issuer, stack)}`,
      what: 'signs in as',
      where: readable(args.user_assigned_identity_id ?? args.parent_id, stack),
    },
  ],
  azurerm_key_vault_access_policy: ({ args }, stack) => [
    {
      who: readable(args.object_id, stack),
      what: ['key', 'secret', 'certificate']
        .map((kind) => [kind, textsAt(args, `${kind}_permissions`)] as const)
        .filter(([, permissions]) => permissions.length > 0)
        .map(([kind, permissions]) => `${kind}s: ${permissions.join(', ')}`)
        .join('; '),
      where: readable(args.key_vault_id, stack),
    },
  ],
  azurerm_kubernetes_cluster: clusterAccess,
  azurerm_container_registry: (resource) =>
    flagAt(resource.args, 'admin_enabled', false)
      ? [
          {
            who: 'anyone with the admin password',
            what: 'pushes and pulls',
            where: nameOf(resource),
            path: 'admin_enabled',
          },
        ]
      : [],
  azurerm_storage_account: (resource) =>
    flagAt(resource.args, 'shared_access_key_enabled', true)
      ? [
          {
            who: 'anyone with an access key',
            what: 'has full access to',
            where: nameOf(resource),
            path: 'shared_access_key_enabled',
          },
        ]
      : [],
  helm_release: kubernetesAccess,
  kubernetes_manifest: kubernetesAccess,
};

/** Role assignments and other forms of access. */
export function accessOf(resource: Resource, stack: Stack): Access[] {
  return resource.isData ? [] : (lookUp(readers, resource.type)?.(resource, stack) ?? []);
}

function clusterAccess(resource: Resource): Access[] {
  const { args } = resource;
  const where = nameOf(resource);
  const entra = 'azure_active_directory_role_based_access_control';
  const admins = textsAt(args, `${entra}.admin_group_object_ids`);
  const ways: [boolean, Omit<Access, 'where'>][] = [
    [
      !flagAt(args, 'local_account_disabled', false),
      { who: 'anyone with the local certificate', what: 'is an administrator', path: 'local_account_disabled' },
    ],
    [
      flagAt(args, 'run_command_enabled', true),
      { who: 'anyone allowed to run commands through Azure', what: 'runs commands in', path: 'run_command_enabled' },
    ],
    [listAt(args, entra).length === 0, { who: 'Entra ID', what: 'does not sign users in to' }],
  ];
  return [
    ...ways.filter(([isOpen]) => isOpen).map(([, way]) => ({ ...way, where })),
    ...admins.map((group) => ({ who: `group ${group}`, what: 'is an administrator', where })),
  ];
}

/** Kubernetes roles that a stack's objects bind. */
function kubernetesAccess(resource: Resource): Access[] {
  return objectsOf(resource)
    .filter(({ kind }) => kind === 'ClusterRoleBinding' || kind === 'RoleBinding')
    .flatMap(({ kind, content, namespace }) => {
      const what = `${textAt(content, 'roleRef.kind')} ${textAt(content, 'roleRef.name')}`;
      const where = kind === 'RoleBinding' ? `namespace ${namespace}` : 'the whole cluster';
      return listAt(content, 'subjects').map((subject) => {
        const place = textAt(subject, 'namespace');
        return { who: `${textAt(subject, 'kind')} ${place ? `${place}/` : ''}${textAt(subject, 'name')}`, what, where };
      });
    });
}
