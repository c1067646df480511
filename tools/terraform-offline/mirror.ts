// Lays out a Terraform provider mirror with the stand-ins, and prints the path of a CLI configuration that uses it and nothing
// else: export TF_CLI_CONFIG_FILE="$(npm run --silent terraform-offline)"
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { schemaFile } from '../../scripts/contracts/folders';
import { providers } from '../../scripts/contracts/providers';
import { builtTool, cachedFolder } from '../build';

/** One version of a provider: its schema, and what else the stand-in knows of it. */
interface Version {
  readonly name: string;
  readonly version: string;
  /** By the name that the stand-in reads. */
  readonly files: { readonly [name: string]: string };
}

/** The path of the CLI configuration. Versions whose schema isn't there are left out. */
export function cliConfigFile(): string {
  const program = builtTool('terraform-offline');
  const versions = Object.entries(providers)
    .flatMap(([name, all]) => all.map((version) => versionOf(name, version)))
    .filter(({ files }) => existsSync(files['schema.json.gz']));
  const sources = [program, ...versions.flatMap(({ files }) => Object.values(files))];
  const folder = cachedFolder('terraform-mirror', [...sources, __filename], (beside, place) => {
    for (const { name, version, files } of versions) {
      const below = `mirror/registry.terraform.io/hashicorp/${name}/${version}/${platform()}`;
      const target = path.join(beside, below);
      mkdirSync(target, { recursive: true });
      copyFileSync(program, path.join(target, `terraform-provider-${name}_v${version}`));
      for (const [file, source] of Object.entries(files)) copyFileSync(source, path.join(target, file));
    }
    const mirror = `filesystem_mirror {\n    path    = ${JSON.stringify(path.join(place, 'mirror'))}\n    include = ["*/*/*"]\n  }`;
    writeFileSync(
      path.join(beside, 'terraformrc'),
      `disable_checkpoint = true\nprovider_installation {\n  ${mirror}\n}\n`,
    );
  });
  return path.join(folder, 'terraformrc');
}

function versionOf(name: string, version: string): Version {
  const schema = schemaFile(`${name}-${version}`);
  if (name !== 'azurerm') return { name, version, files: { 'schema.json.gz': schema } };
  const rules = path.join(__dirname, 'rules', `azurerm-${version}.json`);
  if (!existsSync(rules)) {
    throw new Error(
      `azurerm ${version} is newer than the rules: tools/terraform-offline/rules/azurerm-${version}.json is missing. ` +
        'Make it as tools/README.md says.',
    );
  }
  const answers = path.join(__dirname, 'azure-answers.json');
  return { name, version, files: { 'schema.json.gz': schema, 'rules.json': rules, 'answers.json': answers } };
}

/** As Go names it: `linux_amd64`. */
function platform(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `${system}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
}

if (require.main === module) console.log(cliConfigFile());
