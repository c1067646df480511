import { doctor } from './doctor/doctor';
import { doctorHelp, readDoctorOptions } from './doctor/options';
import { init } from './init/init';
import { initHelp, readInitOptions } from './init/options';
import { commandNames, help, type ownCommands, reviewCommands } from './options';
import { type Outcome, outcomeOf, success } from './outcome';
import { Problem } from './problem';
import { type Run, reviewName, reviewPackage, version } from './review-package';
import { readSynthOptions, synthHelp } from './synth/options';
import { synth } from './synth/synth';

const commands: { readonly [name in keyof typeof ownCommands]: Run } = {
  init: (args) => {
    const options = readInitOptions(args);
    return success(options ? init(options) : initHelp);
  },
  synth: (args) => {
    const options = readSynthOptions(args);
    return options ? synth(options) : success(synthHelp);
  },
  doctor: (args) => {
    const options = readDoctorOptions(args);
    return options ? doctor(options) : success(doctorHelp);
  },
};

/** The command line, without its process. */
export function run(args: readonly string[], load: () => { readonly run: Run } | undefined = reviewPackage): Outcome {
  const [name, ...more] = args;
  if (name === undefined || name === '--help' || name === '-h') return success(help);
  return outcomeOf(() => {
    if (Object.hasOwn(commands, name)) return commands[name as keyof typeof commands](more);
    if (!Object.hasOwn(reviewCommands, name)) {
      throw new Problem(`The command must be one of ${commandNames.join(', ')}, got ${name}. See cdktf-aks --help.`);
    }
    const found = load();
    if (found) return found.run(args);
    throw new Problem(
      `cdktf-aks ${name} needs the package ${reviewName}, which is not installed. ` +
        `Install it: npm install --save-dev ${reviewName}@${version()}`,
    );
  });
}
