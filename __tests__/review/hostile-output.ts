import { output } from './output';

/** What a pull request of a fork can write: every name, value and key of an output. */
export const texts: { readonly [attack: string]: string } = {
  'a script': '<script>alert(1)</script>',
  'an image with a handler': '<img src=x onerror=alert(1)>',
  'the end of an attribute': '" onmouseover="alert(1)',
  'the end of an attribute in single quotes': "' autofocus onfocus='alert(1)",
  'the end of a data block': '</script><script>alert(1)</script>',
  'a comment that swallows what follows': '<!--<script>',
  'a link in Markdown': '[click](https://evil.example)',
  'an image in Markdown': '![x](https://evil.example/x.png)',
  'a bare link': 'see https://evil.example and www.evil.example',
  'a mention and a reference': '@everyone #1 owner/repo#2',
  'the end of a line, a heading and a list': 'x\n\n# Approved\n- nothing changes',
  'the end of a fence': 'x\n```\n# Approved\n```mermaid\nflowchart LR',
  'the end of a row': 'x | y |\n| --- | --- |',
  'the end of a diagram text': 'x"] --> evil["y',
  'a click in a diagram': 'x"]\nclick s0 href "https://evil.example"',
  'text that is shown backwards': 'safe\u202egnp.exe',
  'text that is not shown': 'ad\u200bmin\u2060',
  'codes of a terminal': '\u001b[2J\u001b]8;;https://evil.example\u0007x',
};

/** An output with a text in all positions. */
export function hostile(text: string, change: string): string {
  const tags = { [text]: `${text}${change}` };
  const objects = [
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: text, namespace: text },
      spec: { selector: { matchLabels: { app: change } }, rules: [{ from: [{ source: { principals: [text] } }] }] },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: text },
      roleRef: { kind: text, name: text },
      subjects: [{ kind: text, name: `${text}${change}` }],
    },
  ];
  const role = {
    principal_id: '${azurerm_user_assigned_identity.i.principal_id}',
    scope: '${azurerm_container_registry.r.id}',
    role_definition_name: `${text}${change}`,
  };
  const resource = {
    azurerm_user_assigned_identity: { i: { name: text, tags } },
    azurerm_container_registry: {
      r: {
        name: text,
        tags,
        network_rule_set: [{ default_action: 'Deny', ip_rule: [{ ip_range: `${text}${change}` }] }],
      },
    },
    azurerm_role_assignment: { a: role },
    azurerm_kubernetes_cluster: {
      [text]: { name: text, dns_prefix: `${text}${change}`, kubernetes_version: `${text}${change}` },
    },
    helm_release: {
      h: {
        name: text,
        namespace: text,
        chart: `${text}${change}`,
        repository: text,
        version: text,
        values: [JSON.stringify({ manifests: objects, [text]: text })],
      },
    },
    [text]: { [text]: { name: text, [text]: `${text}${change}`, '//': { metadata: { path: text } } } },
  };
  const annotations = ['@cdktf/warn', '@cdktf/info', text].map((level) => ({
    level,
    constructPath: text,
    message: text,
  }));
  return output({
    [text.replaceAll('/', '')]: { json: { resource }, annotations },
    other: { json: {}, dependencies: [text.replaceAll('/', '')] },
  });
}
