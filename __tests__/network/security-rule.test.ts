import {
  type InboundRuleOptions,
  SecurityRule,
  SecurityRuleProtocol,
  type SubnetOptions,
  VirtualNetwork,
} from '../../lib';
import { azureStack, errorOf, Planned } from '../support/planned';

const https: InboundRuleOptions = { ruleName: 'https', sources: ['10.0.0.0/8'], ports: ['443'] };

function subnetWith(securityRules: SecurityRule[], stack = azureStack()) {
  const props = { resourceGroupName: 'rg', location: 'westeurope', networkName: 'shop', addressSpace: ['10.0.0.0/16'] };
  const options: SubnetOptions = { prefix: '10.0.0.0/24', securityRules };
  return new VirtualNetwork(stack, 'Network', props).addSubnet('Gateway', options);
}

/** The rules as planned, without what is null. */
function rulesOf(securityRules: SecurityRule[]): { [key: string]: unknown }[] {
  const planned = Planned.by((stack) => subnetWith(securityRules, stack));
  return planned
    .one('azurerm_network_security_group')
    .security_rule.map((rule: object) =>
      Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null)),
    );
}

function errorFor(...rules: SecurityRule[]): string[] {
  const [first, ...others] = errorOf(() => subnetWith(rules)).split('\n');
  return others.length > 0 ? others : [first.replace("Subnet 'platform/Network/Gateway': ", '- ')];
}

test('a rule with everything', () => {
  const rule = SecurityRule.allowInbound({
    ruleName: 'https',
    sources: ['203.0.113.0/24', '198.51.100.7'],
    destinations: ['10.0.0.0/24', '10.0.1.0/24'],
    ports: ['80', '443', '30000-32767'],
    protocol: SecurityRuleProtocol.TCP,
    priority: 200,
    description: 'clients',
  });
  expect(rulesOf([rule])).toEqual([
    {
      name: 'https',
      priority: 200,
      direction: 'Inbound',
      access: 'Allow',
      protocol: 'Tcp',
      description: 'clients',
      source_port_range: '*',
      destination_port_ranges: ['80', '443', '30000-32767'],
      source_address_prefixes: ['203.0.113.0/24', '198.51.100.7'],
      destination_address_prefixes: ['10.0.0.0/24', '10.0.1.0/24'],
    },
  ]);
});

test('a rule with the least', () => {
  expect(rulesOf([SecurityRule.denyOutbound({ ruleName: 'internet', destinations: ['Internet'] })])).toEqual([
    {
      name: 'internet',
      priority: 100,
      direction: 'Outbound',
      access: 'Deny',
      protocol: '*',
      source_port_range: '*',
      destination_port_range: '*',
      source_address_prefix: '*',
      destination_address_prefix: 'Internet',
    },
  ]);
});

test('the four kinds', () => {
  const out = { destinations: ['*'] };
  const rules = [
    SecurityRule.allowInbound({ ...https, ruleName: 'one' }),
    SecurityRule.denyInbound({ ...https, ruleName: 'two' }),
    SecurityRule.allowOutbound({ ...out, ruleName: 'three' }),
    SecurityRule.denyOutbound({ ...out, ruleName: 'four' }),
  ];
  expect(rulesOf(rules).map(({ direction, access }) => `${access} ${direction}`)).toEqual([
    'Allow Inbound',
    'Deny Inbound',
    'Allow Outbound',
    'Deny Outbound',
  ]);
});

test('priorities follow the list, each direction for itself', () => {
  const inbound = (ruleName: string, priority?: number) => SecurityRule.allowInbound({ ...https, ruleName, priority });
  const outbound = SecurityRule.allowOutbound({ ruleName: 'out', destinations: ['*'] });
  const rules = [inbound('r1'), inbound('r2'), outbound, inbound('r3', 500), inbound('r4')];
  expect(rulesOf(rules).map(({ name, priority }) => [name, priority])).toEqual([
    ['r1', 100],
    ['r2', 110],
    ['out', 100],
    ['r3', 500],
    ['r4', 510],
  ]);
});

test.each<[string, Partial<InboundRuleOptions>, string]>([
  [
    'a range with host bits',
    { sources: ['203.0.113.7/24'] },
    'securityRules[0].sources must have the first address of each range, got 203.0.113.7/24. Use 203.0.113.0/24.',
  ],
  [
    'a range twice',
    { sources: ['203.0.113.0/24', '203.0.113.0/24'] },
    'securityRules[0].sources must contain each only once, got 203.0.113.0/24. Remove the others.',
  ],
  [
    'a name',
    { ruleName: '-' },
    'securityRules[0].ruleName must have 2 to 80 characters: letters, digits, _ . and -, with a letter or digit first and a letter, digit or _ last, got -. For example, use shop-nodes.',
  ],
  [
    'a priority',
    { priority: 99 },
    'securityRules[0].priority must be a whole number of 100 to 4096, got 99. Use a number in 100 to 4096.',
  ],
  ['no sources', { sources: [] }, 'securityRules[0].sources must not be empty, got []. Use * for everything.'],
  [
    'a source',
    { sources: ['10.0.0.0/40'] },
    'securityRules[0].sources must be addresses, ranges in CIDR notation, a service tag or *, got 10.0.0.0/40. For example, use 10.0.0.0/16.',
  ],
  [
    'a service tag among ranges',
    { sources: ['10.0.0.0/8', 'AzureLoadBalancer'] },
    'securityRules[0].sources must not combine a service tag or * with other sources, got AzureLoadBalancer. Create a separate rule for it.',
  ],
  [
    'everything among ranges',
    { destinations: ['*', '10.0.0.0/8'] },
    'securityRules[0].destinations must not combine a service tag or * with other sources, got *. Create a separate rule for it.',
  ],
  ['no ports', { ports: [] }, 'securityRules[0].ports must not be empty, got []. Leave it out for all ports.'],
  [
    'ports with ICMP',
    { protocol: SecurityRuleProtocol.ICMP },
    'securityRules[0].ports must not be set for ICMP, which has no ports, got ["443"]. Leave it out.',
  ],
  [
    'a long description',
    { description: 'a'.repeat(141) },
    `securityRules[0].description must have at most 140 characters (it has 141), got ${'a'.repeat(120)}... (141 characters). Shorten it.`,
  ],
])('%s is refused', (_, options, message) => {
  expect(errorFor(SecurityRule.allowInbound({ ...https, ...options }))).toEqual([`- ${message}`]);
});

test.each(['65536', '443-80', '443,80', 'https', '-1', '*'])('the port %p among others is refused', (port) => {
  const printed = port === '443,80' ? '"443,80"' : port;
  expect(errorFor(SecurityRule.allowInbound({ ...https, ports: ['22', port] }))).toEqual([
    `- securityRules[0].ports must be ports or ranges of ports, 0 to 65535, got ${printed}. For example, use 443 or 30000-32767.`,
  ]);
});

test('names and priorities are used once', () => {
  const rules = [
    SecurityRule.allowInbound({ ...https, priority: 110 }),
    SecurityRule.denyInbound({ ...https, ruleName: 'HTTPS', priority: 110 }),
    SecurityRule.allowOutbound({ ruleName: 'out', destinations: ['*'], priority: 110 }),
  ];
  expect(errorFor(...rules)).toEqual([
    '- securityRules[1].ruleName must be unique in the subnet, got HTTPS. Rename the rule.',
    "- securityRules[1].priority must differ from securityRules[0]'s, which is inbound too, got 110. Use a different number for one of them.",
  ]);
});

test('a rule that is counted beyond the last number is refused', () => {
  const last = SecurityRule.allowInbound({ ...https, ruleName: 'last', priority: 4090 });
  expect(errorFor(last, SecurityRule.allowInbound(https))).toEqual([
    '- securityRules[1].priority must not be above 4096, got 4100. Use lower numbers for the rules before it.',
  ]);
});

describe('administration from the whole Internet', () => {
  function warningsOf(options: Partial<InboundRuleOptions>, make = SecurityRule.allowInbound): string[] {
    const rule = make({ ruleName: 'admin', sources: ['Internet'], ...options });
    return Planned.by((stack) => subnetWith([rule], stack)).warnings;
  }

  test.each([['*'], ['Internet'], ['0.0.0.0/0']])('warns for %p', (source) => {
    expect(warningsOf({ sources: [source], ports: ['22'] })).toEqual([
      'W120: Rule admin opens port 22 to the Internet.',
    ]);
  });

  test('warns of ports in ranges, and of all ports', () => {
    const all = ['W120: Rule admin opens port 22, 3389, 5985, 5986 to the Internet.'];
    expect(warningsOf({})).toEqual(all);
    expect(warningsOf({ ports: ['0-1023', '3000-6000'] })).toEqual(all);
  });

  test('is silent for other ports, sources and kinds', () => {
    expect(warningsOf({ ports: ['443'] })).toEqual([]);
    expect(warningsOf({ sources: ['203.0.113.0/24'] })).toEqual([]);
    expect(warningsOf({ protocol: SecurityRuleProtocol.ICMP })).toEqual([]);
    expect(warningsOf({}, SecurityRule.denyInbound)).toEqual([]);
  });
});
