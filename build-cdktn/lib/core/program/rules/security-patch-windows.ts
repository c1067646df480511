import type { ProgramRule } from '../program-rule';

export const securityPatchWindows: ProgramRule = {
  id: 'security-patch-windows',
  title:
    'Clusters with Windows pools use another node OS upgrade channel than SecurityPatch and Unmanaged, which Windows does not support',
  source:
    'https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image#node-os-autoupgrade-channel-known-limitations',
  warning: 'W206',

  check(model, report) {
    const channels = new Map(model.all('cluster').map(({ scope, nodeOsChannel }) => [scope.node.path, nodeOsChannel]));
    for (const { scope, cluster, isWindows } of model.all('pool')) {
      const channel = channels.get(cluster) ?? '';
      if (!isWindows || !['SecurityPatch', 'Unmanaged'].includes(channel)) continue;
      const text =
        `The node OS upgrade channel of the cluster is ${channel}, which Azure does not support on Windows: the pool receives no ` +
        'security updates. Use NodeOsUpgradeChannel.NODE_IMAGE.';
      report.warn(scope, text);
    }
  },
};
