import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import type { Outcome } from '../../command/outcome';
import { KubernetesManifests } from '../../lib/helm';
import { run } from '../../review/command';
import { providers } from '../../scripts/contracts/providers';
import { ApiServer, type Failure } from '../../tools/api-server/api-server';
import { FakeHelmTarget } from '../support/fake-helm-target';
import { programOf } from '../support/program-of';
import { describeWith } from '../support/tools';

const [helmVersion] = providers.helm;
const namespaces = ['kube-system', 'shop'];

/** A stack with a release in each namespace, applied to an API server by the real Helm provider. */
class Deployment {
  public static async start(atomic: boolean): Promise<Deployment> {
    const folder = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-'));
    const app = new App({ outdir: folder });
    const stack = new TerraformStack(app, 'shop');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    const cluster = new FakeHelmTarget(stack);
    for (const namespace of namespaces) {
      const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: 'b' } }];
      const { release } = new KubernetesManifests(stack, namespace, {
        cluster,
        manifests,
        releaseName: 'objects',
        namespace,
      });
      release.disableOpenapiValidation = true;
      release.atomic = atomic;
    }
    app.synth();
    const deployment = new Deployment(folder, await ApiServer.start());
    writeFileSync(path.join(folder, 'kubeconfig'), deployment.server.kubeconfig);
    deployment.mirror();
    await deployment.terraform('init');
    return deployment;
  }

  /** Makes the provider's configuration unknown until a resource is made. */
  public hideAddress(): void {
    this.isHidden = true;
    this.change((json) => {
      json.resource.terraform_data = { Address: { input: this.server.address } };
      json.provider.helm[0].kubernetes = { host: '${terraform_data.Address.output}' };
      for (const check of Object.values<any>(json.data.helm_template))
        check.description = '${terraform_data.Address.output}';
    });
  }

  private isHidden = false;

  private constructor(
    private readonly folder: string,
    public readonly server: ApiServer,
  ) {}

  /** What Terraform prints, or why it fails, without line breaks of its boxes. */
  public async terraform(...args: string[]): Promise<string> {
    const env = {
      ...process.env,
      TF_CLI_CONFIG_FILE: path.join(this.folder, 'terraformrc'),
      ...(this.isHidden ? {} : { KUBE_CONFIG_PATH: path.join(this.folder, 'kubeconfig') }),
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
    };
    return new Promise((resolve) => {
      execFile('terraform', [...args, '-no-color'], { cwd: this.stackFolder, env }, (error, stdout, stderr) =>
        resolve(`${error ? 'failed: ' : ''}${stdout}${stderr}`.replaceAll(/[\s│╷╵]+/g, ' ')),
      );
    });
  }

  /** What the review says of the saved plan. */
  public async review(): Promise<Outcome> {
    const file = path.join(this.folder, 'plan.json');
    writeFileSync(file, await this.terraform('show', '-json', 'saved'));
    return run(['review', this.folder, '--plan', file]);
  }

  public apply(): Promise<string> {
    return this.terraform('apply', '-auto-approve');
  }

  /** The releases in the state. */
  public get releases(): string[] {
    const { resources } = JSON.parse(readFileSync(path.join(this.stackFolder, 'terraform.tfstate'), 'utf8'));
    return resources.flatMap(({ type, instances }: { type: string; instances: any[] }) =>
      type === 'helm_release' ? instances.map(({ attributes: { namespace } }) => namespace) : [],
    );
  }

  /** The revisions of all releases that the API server has. */
  public get revisions(): string[] {
    return [...this.server.objects.values()]
      .filter(({ metadata }) => metadata.labels?.owner === 'helm')
      .map(({ metadata: { namespace, labels } }) => `${namespace} ${labels?.version} ${labels?.status}`)
      .sort();
  }

  public change(edit: (json: any) => void): void {
    const file = path.join(this.stackFolder, 'cdk.tf.json');
    const json = JSON.parse(readFileSync(file, 'utf8'));
    edit(json);
    writeFileSync(file, JSON.stringify(json));
  }

  public async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get stackFolder(): string {
    return path.join(this.folder, 'stacks/shop');
  }

  private mirror(): void {
    const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
    const below = `mirror/registry.terraform.io/hashicorp/helm/${helmVersion}/${platform}`;
    const target = path.join(this.folder, below);
    mkdirSync(target, { recursive: true });
    const program = path.join(target, `terraform-provider-helm_v${helmVersion}`);
    copyFileSync(programOf('terraform-provider-helm') as string, program);
    chmodSync(program, 0o755);
    const mirror = `filesystem_mirror {\n path = ${JSON.stringify(path.join(this.folder, 'mirror'))}\n }`;
    writeFileSync(path.join(this.folder, 'terraformrc'), `provider_installation {\n ${mirror}\n}\n`);
  }
}

describeWith(
  ['terraform', 'terraform-provider-helm'],
  'without access to the cluster, by the real Helm provider',
  () => {
    let deployment: Deployment;

    beforeAll(async () => {
      deployment = await Deployment.start(true);
      expect(await deployment.apply()).toContain('2 added, 0 changed, 0 destroyed');
      expect(await deployment.terraform('plan')).toContain('No changes.');
    });

    afterEach(() => {
      deployment.server.failure = undefined;
    });

    afterAll(() => deployment.stop());

    const forbidden = 'User "pipeline" cannot get resource "secrets" in API group "" in the namespace "shop"';
    test.each<[string, Failure, string]>([
      ['an expired sign-in', 'unauthorized', 'the server has asked for the client to provide credentials'],
      ['a role that lacks one namespace', { forbidden: 'shop' }, forbidden],
      ['an API server that does not answer in time', 'timeout', 'Kubernetes cluster unreachable'],
    ])('%s fails plan, apply and destroy, and the state stays', async (_, failure, reason) => {
      deployment.server.failure = failure;
      for (const command of [['plan'], ['apply', '-auto-approve'], ['destroy', '-auto-approve']]) {
        const output = await deployment.terraform(...command);
        expect(output).toMatch(/^failed: /);
        expect(output).toContain(reason);
        expect(output).toContain('with data.helm_template.Cluster_AccessCheck');
        expect(deployment.releases).toEqual(namespaces);
      }
    });

    test('without the check a destroy empties the state, and the next apply fills it again', async () => {
      let check: unknown;
      deployment.change((json) => {
        check = json.data;
        delete json.data;
      });
      deployment.server.failure = 'unauthorized';
      expect(await deployment.terraform('plan', '-out=saved')).toContain('Plan: 2 to add');
      expect(await deployment.review()).toMatchObject({
        exitCode: 1,
        error: expect.stringMatching(/^Don't apply: the plan removes releases from the state .* \(2\)\./),
      });
      expect(await deployment.terraform('destroy', '-auto-approve')).toContain('Resources: 0 destroyed.');
      expect(deployment.releases).toEqual([]);
      deployment.server.failure = undefined;
      deployment.change((json) => {
        json.data = check;
      });
      expect(await deployment.apply()).toContain('2 added, 0 changed, 0 destroyed');
      expect(deployment.releases).toEqual(namespaces);
      expect(deployment.revisions).toEqual(
        namespaces.flatMap((name) => [`${name} 1 superseded`, `${name} 2 deployed`]),
      );
      expect(await deployment.terraform('plan')).toContain('No changes.');
    });
  },
);

describeWith(['terraform', 'terraform-provider-helm'], 'a first install that fails, by the real Helm provider', () => {
  test.each([true, false])('is applied again, atomic: %s', async (atomic) => {
    const deployment = await Deployment.start(atomic);
    try {
      deployment.server.failure = { rejected: 'configmaps' };
      expect(await deployment.apply()).toMatch(/^failed: /);
      expect(deployment.revisions).toEqual(atomic ? [] : namespaces.map((name) => `${name} 1 failed`));
      deployment.server.failure = undefined;
      expect(await deployment.apply()).toContain('2 added, 0 changed, 0 destroyed');
      expect(deployment.releases).toEqual(namespaces);
    } finally {
      await deployment.stop();
    }
  });
});

describeWith(
  ['terraform', 'terraform-provider-helm'],
  'a cluster that is made with its releases, by the real Helm provider',
  () => {
    test('is planned before it exists', async () => {
      const deployment = await Deployment.start(true);
      try {
        deployment.hideAddress();
        expect(await deployment.apply()).toContain('3 added, 0 changed, 0 destroyed');
        expect(await deployment.terraform('plan')).toContain('No changes.');
      } finally {
        await deployment.stop();
      }
    });
  },
);
