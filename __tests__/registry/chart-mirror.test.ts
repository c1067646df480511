import { LocalBackend, TerraformStack, TerraformVariable } from 'cdktf';
import { parse } from 'yaml';
import {
  type ChartImage,
  ChartMirror,
  type ChartMirrorProps,
  ChartSource,
  ContainerRegistry,
  HelmChart,
  type HelmChartProps,
  MirrorRegistry,
  Principal,
  RegistryAccess,
  RegistryCacheRule,
} from '../../lib';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { type Attributes, azureStack, errorOf, lateErrorOf, Planned, testApp } from '../support/planned';

const chart = ChartSource.https({ repository: 'https://example.com/charts/', chart: 'shop', version: '1.2.3' });
const release = { chart, releaseName: 'shop', namespace: 'shop' };
const host = 'shop4711.azurecr.io';
const byHost = { registry: MirrorRegistry.host(host) };
const web: ChartImage = { image: 'quay.io/shop/web:1.2.3', repositoryPath: 'image.repository', tagPath: 'image.tag' };

function mirrorAndChart(stack: TerraformStack, props: Partial<HelmChartProps>, mirror: ChartMirrorProps = byHost) {
  const made = new ChartMirror(stack, 'Mirror', mirror);
  const shop = new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), ...release, ...props });
  return { mirror: made, chart: shop };
}

function planned(props: Partial<HelmChartProps>, mirror: ChartMirrorProps = byHost): Attributes {
  return Planned.by((stack) => void mirrorAndChart(stack, props, mirror)).one('helm_release');
}

function valuesOf(props: Partial<HelmChartProps>, mirror: ChartMirrorProps = byHost): Attributes {
  return parse(planned(props, mirror).values[0]);
}

function refused(props: Partial<HelmChartProps>, mirror: ChartMirrorProps = byHost): string {
  return lateErrorOf(() => planned(props, mirror));
}

function registryOf(stack: TerraformStack): ContainerRegistry {
  const place = { resourceGroupName: 'rg-shop', location: 'westeurope', registryName: 'shop4711' };
  return new ContainerRegistry(stack, 'Registry', { ...place, access: RegistryAccess.publicFromEverywhere() });
}

describe('a chart under a mirror', () => {
  test('comes from the mirror, under its full name', () => {
    const { repository, chart: name, version } = planned({ images: [] });
    expect({ repository, name, version }).toEqual({
      repository: 'oci://shop4711.azurecr.io/example.com/charts',
      name: 'shop',
      version: '1.2.3',
    });
  });

  test('comes from a registry likewise, below the prefix', () => {
    const oci = ChartSource.oci({ registry: 'oci://quay.io:8443/shop/charts', chart: 'shop', version: 'v1.2.3' });
    const { repository, version } = planned({ chart: oci, images: [] }, { ...byHost, repositoryPrefix: 'mirror' });
    expect({ repository, version }).toEqual({
      repository: 'oci://shop4711.azurecr.io/mirror/quay.io-8443/shop/charts',
      version: 'v1.2.3',
    });
  });

  test('stays where it is if that is the mirror already', () => {
    const own = ChartSource.oci({ registry: `oci://${host}/own`, chart: 'shop', version: '1.2.3' });
    const { mirror, chart: installed } = mirrorAndChart(azureStack(), { chart: own, images: [] });
    expect(installed.release.repositoryInput).toBe(`oci://${host}/own`);
    expect(mirror.charts).toEqual([]);
  });

  test('is signed in for, and the state holds the password', () => {
    const result = Planned.by((stack) => {
      const { stringValue } = new TerraformVariable(stack, 'password', { type: 'string', sensitive: true });
      mirrorAndChart(stack, { images: [] }, { ...byHost, chartUsername: 'puller', chartPassword: stringValue });
    });
    expect(result.one('helm_release')).toMatchObject({
      repository_username: 'puller',
      repository_password: '${var.password}',
    });
    expect(result.warnings).toEqual([
      'W101: The Terraform state contains, for release shop, the password of the chart repository in plain text. Encrypt it and restrict access to it.',
    ]);
  });

  test.each<[string, Omit<ChartImage, 'image'>, Attributes]>([
    ['the whole reference', { referencePath: 'web.image' }, { web: { image: `${host}/quay.io/shop/web:1.2.3` } }],
    ['host and repository', { repositoryPath: 'repository' }, { repository: `${host}/quay.io/shop/web` }],
    ['what is in front of the name', { prefixPath: 'global.hub' }, { global: { hub: `${host}/quay.io/shop` } }],
    [
      'host and repository apart',
      { registryPath: 'registry', namePath: 'name' },
      { registry: host, name: 'quay.io/shop/web' },
    ],
    [
      'a key with a dot',
      { repositoryPath: 'images.shop\\.io/web' },
      { images: { 'shop.io/web': `${host}/quay.io/shop/web` } },
    ],
  ])('pulls from the mirror by %s', (_what, places, expected) => {
    expect(valuesOf({ images: [{ image: 'quay.io/shop/web:1.2.3', ...places }] })).toEqual(expected);
  });

  test.each([
    ['nginx', 'docker.io/library/nginx:1.27'],
    ['grafana/grafana', 'docker.io/grafana/grafana:1.27'],
    ['localhost/web', 'localhost/web:1.27'],
    ['localhost:5000/web', 'localhost:5000/web:1.27'],
  ])('knows what %s stands for', (name, source) => {
    const image = { image: `${name}:1.27`, referencePath: 'image' };
    expect(mirrorAndChart(azureStack(), { images: [image] }).mirror.images[0].source).toBe(source);
  });

  test('keeps what else the user sets', () => {
    const values = { replicas: 2, image: { pullPolicy: 'Always' } };
    expect(valuesOf({ values, images: [web] })).toEqual({
      image: { repository: `${host}/quay.io/shop/web`, pullPolicy: 'Always' },
      replicas: 2,
    });
  });

  test('leaves an image alone that the user has put into the mirror, and does not list it', () => {
    const stack = azureStack();
    const values = { image: { repository: `${host}/own/web` } };
    const { mirror } = mirrorAndChart(stack, { values, images: [web] });
    expect(parse(Planned.of(stack).one('helm_release').values[0])).toEqual(values);
    expect(mirror.images).toEqual([]);
  });

  test('says that it can not tell where a token leads', () => {
    const infos = Planned.by((stack) => {
      const { stringValue } = new TerraformVariable(stack, 'repository', { type: 'string' });
      mirrorAndChart(stack, { values: { image: { repository: stringValue } }, images: [web] });
    }).infos;
    expect(infos).toEqual([
      "not verified: that values.image.repository of chart shop names the mirror 'platform/Mirror'",
    ]);
  });

  test.each<[string, Partial<HelmChartProps>, string]>([
    [
      'without images',
      {},
      "images must be set, because the mirror 'platform/Mirror' redirects the images of chart shop. List each image with its value paths; [] for a chart without pods.",
    ],
    [
      'with an image that no value names',
      { images: [{ image: 'quay.io/shop/web:1.2.3' }] },
      "images must have the value paths of the image quay.io/shop/web:1.2.3 of chart shop, which the mirror 'platform/Mirror' needs to redirect it. Set referencePath, repositoryPath, prefixPath, or registryPath and namePath.",
    ],
    [
      'with an image without a tag',
      { images: [{ ...web, image: 'quay.io/shop/web' }] },
      'values must have the tag of the image quay.io/shop/web of chart shop, which is unknown for this version. Set image.tag in values.',
    ],
    [
      'with an image elsewhere',
      { images: [web], values: { image: { repository: 'quay.io/own/web' } } },
      "values.image.repository must be in the mirror 'platform/Mirror' for chart shop, got quay.io/own/web. Leave it out: the mirror sets it.",
    ],
  ])('%s is an error', (_what, props, message) => {
    expect(refused(props)).toBe(`HelmChart 'platform/Shop': ${message}`);
  });

  test('takes the tag from values, as the chart does', () => {
    const { mirror } = mirrorAndChart(azureStack(), { images: [web], values: { image: { tag: '2.0.0' } } });
    expect(mirror.images.map(({ source }) => source)).toEqual(['quay.io/shop/web:2.0.0']);
  });
});

describe('without a mirror', () => {
  test('images say nothing', () => {
    const stack = azureStack();
    new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), ...release, images: [web] });
    const { repository, values } = Planned.of(stack).one('helm_release');
    expect({ repository, values }).toEqual({ repository: 'https://example.com/charts/', values: undefined });
  });

  test.each<[string, ChartImage, string]>([
    [
      'no reference',
      { image: 'Shop Web', repositoryPath: 'image' },
      'images[0].image must be the reference of an image, got "Shop Web". For example, use quay.io/jetstack/cert-manager-controller:v1.21.1.',
    ],
    [
      'a path with an index',
      { image: 'shop/web:1', repositoryPath: 'images[0]' },
      'images[0].repositoryPath must be keys of values, separated by dots, without list indexes, got "images[0]". For example, use image.repository.',
    ],
    [
      'a host without a name',
      { image: 'shop/web:1', registryPath: 'registry' },
      'images[0].namePath must be set together with registryPath. Set both or neither.',
    ],
  ])('%s is an error', (_what, image, message) => {
    const stack = azureStack();
    const cluster = new FakeHelmTarget(stack);
    const make = () => new HelmChart(stack, 'Shop', { cluster, ...release, images: [image] });
    expect(errorOf(make)).toBe(`HelmChart 'platform/Shop': ${message}`);
  });
});

describe('a mirror', () => {
  test('lists what it must hold, once each, and what copies it', () => {
    const stack = azureStack();
    const { mirror } = mirrorAndChart(stack, {
      images: [web, { image: `docker.io/shop/job@sha256:${'a'.repeat(64)}`, prefixPath: 'job' }],
    });
    new HelmChart(stack, 'Other', { ...release, cluster: new FakeHelmTarget(stack, 'B'), images: [web] });
    expect(mirror.images).toEqual([
      {
        source: `docker.io/shop/job@sha256:${'a'.repeat(64)}`,
        target: `${host}/docker.io/shop/job@sha256:${'a'.repeat(64)}`,
        cached: false,
        usedBy: ['platform/Shop'],
      },
      {
        source: 'quay.io/shop/web:1.2.3',
        target: `${host}/quay.io/shop/web:1.2.3`,
        cached: false,
        usedBy: ['platform/Other', 'platform/Shop'],
      },
    ]);
    expect(mirror.charts).toEqual([
      {
        source: 'https://example.com/charts/',
        target: `oci://${host}/example.com/charts`,
        chart: 'shop',
        version: '1.2.3',
      },
    ]);
    expect(mirror.commands).toEqual([
      `az acr import --name shop4711 --source docker.io/shop/job@sha256:${'a'.repeat(64)} --repository docker.io/shop/job`,
      'az acr import --name shop4711 --source quay.io/shop/web:1.2.3 --image quay.io/shop/web:1.2.3',
      `helm pull shop --repo https://example.com/charts/ --version 1.2.3 && helm push shop-1.2.3.tgz oci://${host}/example.com/charts`,
    ]);
  });

  test('imports by digest what has a tag too, and copies with other tools elsewhere', () => {
    const image = { image: `docker.io/shop/job:1@sha256:${'b'.repeat(64)}`, referencePath: 'job' };
    const commandOf = (registry: string) =>
      mirrorAndChart(azureStack(), { images: [image] }, { registry: MirrorRegistry.host(registry) }).mirror.commands[0];
    expect(commandOf('shop4711-a1b2.azurecr.us')).toBe(
      `az acr import --name shop4711 --source docker.io/shop/job@sha256:${'b'.repeat(64)} --image docker.io/shop/job:1`,
    );
    expect(commandOf('harbor.example.com:8443')).toBe(
      `skopeo copy --all docker://docker.io/shop/job@sha256:${'b'.repeat(64)} docker://harbor.example.com:8443/docker.io/shop/job@sha256:${'b'.repeat(64)}`,
    );
  });

  test('of a registry made here waits for the roles of those who pull', () => {
    const result = Planned.by((stack) => {
      const registry = registryOf(stack);
      const pulledBy = [Principal.servicePrincipal('00000000-0000-0000-0000-000000000001')];
      const { mirror } = mirrorAndChart(
        stack,
        { images: [web] },
        { registry: MirrorRegistry.containerRegistry(registry, { pulledBy }) },
      );
      expect(mirror.commands[0]).toBe(
        'az acr import --name shop4711 --source quay.io/shop/web:1.2.3 --image quay.io/shop/web:1.2.3',
      );
    });
    const { repository, values, depends_on } = result.one('helm_release');
    const server = '${azurerm_container_registry.Registry_4DB9CCA5.login_server}';
    expect({ repository, values }).toEqual({
      repository: `oci://${server}/example.com/charts`,
      values: [
        'image:\n  repository: ${jsonencode("${azurerm_container_registry.Registry_4DB9CCA5.login_server}/quay.io/shop/web")}\n',
      ],
    });
    expect(depends_on.map((address: string) => address.split('.')[0])).toEqual([
      'azurerm_container_registry',
      'azurerm_role_assignment',
    ]);
    expect(result.one('azurerm_role_assignment').role_definition_name).toBe('AcrPull');
  });

  test('of cache rules needs no copies of what they fetch', () => {
    const stack = azureStack();
    const registry = registryOf(stack);
    const rule = (id: string, source: string, target: string) =>
      new RegistryCacheRule(stack, id, { registry, ruleName: `rule-${id.toLowerCase()}`, source, target });
    const cacheRules = [rule('All', 'quay.io/*', 'quay/*'), rule('Job', 'quay.io/shop/job', 'job')];
    const { mirror } = mirrorAndChart(
      stack,
      {
        images: [
          web,
          { image: 'quay.io/shop/job:1', referencePath: 'job' },
          { image: 'ghcr.io/shop/db:1', referencePath: 'db' },
        ],
      },
      { registry: MirrorRegistry.containerRegistry(registry), cacheRules },
    );
    const server = '${azurerm_container_registry.Registry_4DB9CCA5.login_server}';
    const { values, depends_on } = Planned.of(stack).one('helm_release');
    expect(parse(values[0])).toEqual({
      image: { repository: `\${jsonencode("${server}/quay/shop/web")}` },
      job: `\${jsonencode("${server}/job:1")}`,
      db: `\${jsonencode("${server}/ghcr.io/shop/db:1")}`,
    });
    expect(depends_on).toContain('azurerm_container_registry_cache_rule.All_865E4291');
    expect(mirror.images.map(({ source, cached }) => [source, cached])).toEqual([
      ['ghcr.io/shop/db:1', false],
      ['quay.io/shop/job:1', true],
      ['quay.io/shop/web:1.2.3', true],
    ]);
    expect(mirror.commands.filter((command) => command.startsWith('az'))).toEqual([
      'az acr import --name shop4711 --source ghcr.io/shop/db:1 --image ghcr.io/shop/db:1',
    ]);
  });

  test('covers all stacks of an app, and the nearest one counts', () => {
    const app = testApp();
    new ChartMirror(app, 'Mirror', byHost);
    const [near, far] = ['near', 'far'].map((id) => azureStack(app, id));
    new ChartMirror(near, 'Mirror', { registry: MirrorRegistry.host('near.azurecr.io') });
    const repositories = [near, far].map((stack) => {
      new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), ...release, images: [] });
      return Planned.of(stack).one('helm_release').repository;
    });
    expect(repositories).toEqual(['oci://near.azurecr.io/example.com/charts', `oci://${host}/example.com/charts`]);
  });

  test('redirects the charts that were made before it', () => {
    const stack = azureStack();
    const chart = new HelmChart(stack, 'Shop', { cluster: new FakeHelmTarget(stack), ...release, images: [web] });
    const mirror = new ChartMirror(stack, 'Mirror', byHost);
    const { repository, values } = Planned.of(stack).one('helm_release');
    expect({ repository, values: parse(values[0]) }).toEqual({
      repository: `oci://${host}/example.com/charts`,
      values: { image: { repository: `${host}/quay.io/shop/web` } },
    });
    expect(mirror.images.map(({ usedBy }) => usedBy)).toEqual([[chart.node.path]]);
  });

  test('is alone in its scope', () => {
    const other = azureStack(testApp(), 'other');
    new ChartMirror(other, 'Mirror', byHost);
    expect(errorOf(() => new ChartMirror(other, 'Second', byHost))).toBe(
      "ChartMirror 'other/Second': scope must have only one mirror, but 'other/Mirror' is one already, got " +
        'other. Use one mirror for both, or move them to separate scopes.',
    );
  });

  test.each<[string, Partial<ChartMirrorProps>, string]>([
    [
      'an address',
      { registry: MirrorRegistry.host('https://shop4711.azurecr.io/') },
      'registry must be a host in lowercase, optionally with a port, without https:// and path, got https://shop4711.azurecr.io/. For example, use shop4711.azurecr.io.',
    ],
    [
      'a prefix with a slash',
      { repositoryPrefix: '/mirror' },
      'repositoryPrefix must be lowercase letters, digits, . _ - and /, without / at either end, got /mirror. For example, use mirror.',
    ],
    [
      'a name alone',
      { chartUsername: 'puller' },
      'chartPassword must be set together with chartUsername. Set both or neither.',
    ],
  ])('of %s is an error', (_what, props, message) => {
    const make = () => new ChartMirror(azureStack(), 'Mirror', { ...byHost, ...props });
    expect(errorOf(make)).toBe(`ChartMirror 'platform/Mirror': ${message}`);
  });

  test('takes rules of its registry only', () => {
    const stack = azureStack();
    const registry = registryOf(stack);
    const rule = new RegistryCacheRule(stack, 'Rule', {
      registry,
      ruleName: 'quay-all',
      source: 'quay.io/*',
      target: 'quay/*',
    });
    expect(errorOf(() => new ChartMirror(stack, 'Mirror', { ...byHost, cacheRules: [rule] }))).toBe(
      "ChartMirror 'platform/Mirror': cacheRules[0] must be a rule of the mirror's registry, got platform/Rule. Use MirrorRegistry.containerRegistry with its registry.",
    );
  });

  test('of a registry is one of its stack', () => {
    const app = testApp();
    const registry = registryOf(azureStack(app));
    const stack = new TerraformStack(app, 'mesh');
    new LocalBackend(stack, { path: '../../../terraform.tfstate' });
    const ofRegistry = { registry: MirrorRegistry.containerRegistry(registry) };
    expect(errorOf(() => new ChartMirror(stack, 'Mirror', ofRegistry))).toBe(
      "ChartMirror 'mesh/Mirror': registry must be in the same stack (mesh), got platform/Registry. Import it into mesh (ContainerRegistry.fromLookup).",
    );
    expect(errorOf(() => new ChartMirror(app, 'Mirror', ofRegistry))).toBe(
      "ChartMirror 'Mirror': registry must be a host for a mirror above the stacks, because a registry belongs to one stack, got platform/Registry. For example, use MirrorRegistry.host('shop4711.azurecr.io').",
    );
  });

  test('needs rules that keep the names of images whose values name a prefix', () => {
    const stack = azureStack();
    const registry = registryOf(stack);
    const rule = { registry, ruleName: 'quay-web', source: 'quay.io/shop/web', target: 'shop-web' };
    const cacheRules = [new RegistryCacheRule(stack, 'Rule', rule)];
    const make = (images: ChartImage[]) => () =>
      mirrorAndChart(stack, { images }, { registry: MirrorRegistry.containerRegistry(registry), cacheRules });
    make([{ image: 'quay.io/shop/web:1', prefixPath: 'hub' }])();
    expect(lateErrorOf(() => Planned.of(stack))).toMatch(
      /^HelmChart 'platform\/Shop': mirror 'platform\/Mirror' must keep the name web of an image of chart shop, whose values contain only the part before it, got .*\/shop-web"?\. Use a cache rule whose target ends with web or \*\.$/,
    );
  });
});
