import type { KubernetesFluxConfigurationGitRepository } from '@cdktf/provider-azurerm/lib/kubernetes-flux-configuration';
import { Fn } from 'cdktf';
import { checkGiven, checkName, checkSecret, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';

type Arguments = Partial<KubernetesFluxConfigurationGitRepository>;

/** Options of access to a Git repository by SSH. */
export interface SshKeyOptions {
  /** The private key in PEM format: a token, such as a sensitive `TerraformVariable`. Terraform stores it in its state. */
  readonly privateKey: string;

  /** The host keys of the server, in the format of a `known_hosts` file: the output of `ssh-keyscan HOST`. */
  readonly knownHosts: string;
}

/** Options of access to a Git repository by HTTPS with a user and a token. */
export interface HttpsTokenOptions {
  /** The user's name. GitHub and GitLab accept any name with a token. */
  readonly user: string;

  /** The access token or password: a token, such as a sensitive `TerraformVariable`. Terraform stores it in its state. */
  readonly password: string;
}

/**
 * How Flux signs in to a private Git repository.
 *
 * @see https://learn.microsoft.com/azure/azure-arc/kubernetes/gitops-flux2-parameters
 */
export class GitAccess {
  /**
   * By the managed identity of the `FluxExtension`, which has a role in Azure DevOps. No secret is stored. For repositories of Azure DevOps
   * (`https://dev.azure.com/...`).
   */
  public static workloadIdentity(): GitAccess {
    return new GitAccess('workloadIdentity', { provider: 'Azure' });
  }

  /** By SSH. Prefer `kubernetesSecret`, which keeps the key out of Terraform's state. */
  public static sshKey(options: SshKeyOptions): GitAccess {
    const args = () => ({
      sshPrivateKeyBase64: Fn.base64encode(options.privateKey),
      sshKnownHostsBase64: Fn.base64encode(options.knownHosts),
    });
    return new GitAccess('sshKey', args, { ssh: options });
  }

  /** By HTTPS with a user and an access token. Prefer `kubernetesSecret`, which keeps the token out of Terraform's state. */
  public static httpsToken(options: HttpsTokenOptions): GitAccess {
    const args = () => ({ httpsUser: options.user, httpsKeyBase64: Fn.base64encode(options.password) });
    return new GitAccess('httpsToken', args, { https: options });
  }

  /**
   * By a Secret that exists in the namespace of the configuration.
   *
   * @param name the Secret's name: 1 to 63 lowercase letters, digits and `-`.
   */
  public static kubernetesSecret(name: string): GitAccess {
    return new GitAccess('kubernetesSecret', { localAuthReference: name }, { secret: name });
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'workloadIdentity' | 'sshKey' | 'httpsToken' | 'kubernetesSecret',
    private readonly args: Arguments | (() => Arguments),
    private readonly given: { ssh?: SshKeyOptions; https?: HttpsTokenOptions; secret?: string } = {},
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string, url: string): void {
    const { ssh, https, secret } = this.given;
    if (ssh) {
      checkSecret(faults, `${prop}.privateKey`, ssh.privateKey);
      checkGiven(faults, `${prop}.knownHosts`, ssh.knownHosts, 'Use the output of ssh-keyscan.');
    }
    if (https) {
      checkGiven(faults, `${prop}.user`, https.user, 'For example, use git.');
      checkSecret(faults, `${prop}.password`, https.password);
    }
    if (secret !== undefined) checkName(faults, prop, secret, nameRules.kubernetesLabel);
    this.checkUrl(faults, prop, url);
  }

  /** @internal */
  public _render(): Arguments {
    return typeof this.args === 'function' ? this.args() : this.args;
  }

  private checkUrl(faults: Faults, prop: string, url: string): void {
    if (!isKnown(url)) return;
    const isSsh = /^(ssh:\/\/|git@)/.test(url);
    if (this._kind === 'sshKey' && !isSsh) {
      faults.add(prop, 'must not be an SSH key for an HTTP URL', url, 'Use an ssh:// URL, or GitAccess.httpsToken.');
    }
    if (this._kind === 'httpsToken' && !url.startsWith('https://')) {
      const fix = isSsh ? 'Use GitAccess.sshKey.' : 'Use an https:// URL: HTTP sends the token in plain text.';
      faults.add(prop, 'must go with an https:// URL', url, fix);
    }
    if (
      this._kind === 'workloadIdentity' &&
      !/^https:\/\/([^/@]+@)?(dev\.azure\.com|[\w-]+\.visualstudio\.com)\//.test(url)
    ) {
      const must = 'must go with a repository of Azure DevOps, where managed identities have permissions';
      faults.add(
        prop,
        must,
        url,
        'Use https://dev.azure.com/ORGANIZATION/PROJECT/_git/REPOSITORY, or another GitAccess.',
      );
    }
  }
}

publicClass('GitAccess', GitAccess);
