/** A value that a variable without default could have: legal as the name of anything, or told by the variable's own name. */
export function variableFor(name: string, type = 'string'): string {
  if (type === 'number') return '1';
  if (type === 'bool') return 'true';
  if (type !== 'string') return '[]';
  if (/(object|tenant|client|principal|subscription)_?id$/i.test(name)) return '00000000-0000-0000-0000-000000000000';
  if (/cidr|ip_?range|address_?space/i.test(name)) return '203.0.113.7/32';
  return 'offline4711';
}
