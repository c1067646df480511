import { spawnSync } from 'node:child_process';

/** What a tool answers, or why it doesn't. */
export type Answer<T> = { readonly value: T } | { readonly reason: string };

/** Runs programs of this machine; each command once. */
export class Tools {
  private readonly answers = new Map<string, Answer<string>>();

  /** The standard output of a command. */
  public text(program: string, ...args: string[]): Answer<string> {
    const key = JSON.stringify([program, ...args]);
    const known = this.answers.get(key) ?? run(program, args);
    this.answers.set(key, known);
    return known;
  }

  /** The JSON that a command prints. */
  public json(program: string, ...args: string[]): Answer<any> {
    const answer = this.text(program, ...args);
    if ('reason' in answer) return answer;
    try {
      return { value: JSON.parse(answer.value) };
    } catch {
      return { reason: `${[program, ...args].join(' ')} prints no JSON` };
    }
  }

  public az(...args: string[]): Answer<any> {
    return this.json('az', ...args, '--output', 'json');
  }
}

function run(program: string, args: string[]): Answer<string> {
  // On Windows az is a script, which needs a shell.
  const shell = process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    shell,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (error) return { reason: `${program} is not on the PATH` };
  const lines = (stderr || stdout).trim().split('\n');
  const why = lines.find((line) => /error/i.test(line)) ?? lines[0];
  return status === 0 ? { value: stdout } : { reason: why.replace(/^ERROR:\s*/, '') };
}
