import type { Inventory, Note } from '../inventory/inventory';
import { code, count, plain, table } from './text';

const arrows =
  'Arrows: `-->` refers to, or can be reached from the Internet; `-.->` is created after; `==>` has the role on.';

/** A stack's inventory, as one section. */
export function inventoryText(inventory: Inventory): string {
  const { stack, dependencies, resourceCount, modules } = inventory;
  const after = dependencies.length > 0 ? ` It is applied after ${dependencies.map(plain).join(', ')}.` : '';
  const parts = [
    `## Stack ${plain(stack)}`,
    `${count(resourceCount, 'resource')}.${after}`,
    ...section('Errors: do not deploy this stack', inventory.errors.map(noteLine)),
    ...clusters(inventory),
    ...networks(inventory),
    ...rows(
      'Network exposure',
      ['what', 'from', ''],
      inventory.exposures.map(({ subject, from, note }) => [
        plain(subject),
        from.length > 0 ? from.map(plain).join(', ') : 'private',
        plain(note ?? ''),
      ]),
    ),
    ...rows(
      'Access',
      ['who', 'what', 'where'],
      inventory.access.map(({ who, what, where }) => [who, what, where].map(plain)),
    ),
    ...charts(inventory),
    ...mesh(inventory),
    ...rows(
      "Secrets in Terraform's state",
      ['of', 'what'],
      inventory.secrets.map(({ subject, what }) => [plain(subject), what.map(plain).join(', ')]),
    ),
    ...section(
      'Modules (their content is known only from a plan)',
      modules.map((module) => `- ${plain(module)}`),
    ),
    ...section('Warnings', inventory.warnings.map(noteLine)),
    ...section('Acknowledged warnings', inventory.acknowledged.map(noteLine)),
    ...section('Checks skipped because facts are missing', inventory.unchecked.map(noteLine)),
    ...section('Remarks', inventory.notes.map(noteLine)),
    ...others(inventory),
    ...(inventory.topology === '' ? [] : ['### Topology', arrows, `\`\`\`mermaid\n${inventory.topology}\n\`\`\``]),
  ];
  return parts.join('\n\n');
}

function clusters({ clusters: all }: Inventory): string[] {
  return all.flatMap(({ name, version, network, apiServer, pools }) => [
    `### Cluster ${plain(name)}`,
    [`- Kubernetes: ${plain(version)}`, `- API server: ${plain(apiServer)}`, `- Network: ${plain(network)}`].join('\n'),
    table(
      ['pool', 'mode', 'size', 'nodes', 'zones'],
      pools.map((pool) => [pool.name, pool.mode, pool.vmSize, pool.nodes, pool.zones].map(plain)),
    ),
  ]);
}

function networks({ networks: all }: Inventory): string[] {
  const lines = all.flatMap(({ name, addressSpace, subnets }) => [
    [plain(name), '', addressSpace.map(plain).join(', ')],
    ...subnets.map((subnet) => ['', plain(subnet.name), subnet.prefixes.map(plain).join(', ')]),
  ]);
  return rows('Networks', ['network', 'subnet', 'addresses'], lines);
}

function charts({ charts: all }: Inventory): string[] {
  const installed = all.filter(({ objects }) => objects.length === 0);
  const applied = all.filter(({ objects }) => objects.length > 0);
  return [
    ...rows(
      'Charts',
      ['release', 'namespace', 'chart', 'version', 'from'],
      installed.map(({ release, namespace, chart, version, repository }) => [
        ...[release, namespace, chart, version].map(plain),
        repository === '' ? '' : code(repository),
      ]),
    ),
    ...rows(
      'Objects',
      ['release', 'objects'],
      applied.map(({ release, objects }) => [plain(release), objects.map(plain).join(', ')]),
    ),
  ];
}

function mesh({ mesh: { meshes, settings, silent } }: Inventory): string[] {
  if (meshes.length === 0 && settings.length === 0 && silent.length === 0) return [];
  return [
    '### Mesh and policies',
    ...(meshes.length > 0 ? [`${meshes.map(plain).join(', ')}.`] : []),
    ...(settings.length > 0
      ? [
          table(
            ['setting', 'value'],
            settings.map(({ subject, text }) => [plain(subject), plain(text)]),
          ),
        ]
      : []),
    ...(silent.length > 0 ? [silent.map((text) => `- Not specified: ${plain(text)}.`).join('\n')] : []),
  ];
}

function others({ others: counts }: Inventory): string[] {
  const all = Object.entries(counts);
  if (all.length === 0) return [];
  return [`Other resources: ${all.map(([type, number]) => `${number} ${code(type)}`).join(', ')}.`];
}

function noteLine({ construct, text }: Note): string {
  return `- ${plain(construct)}: ${plain(text)}`;
}

function rows(title: string, header: string[], lines: string[][]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, table(header, lines)];
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, lines.join('\n')];
}
