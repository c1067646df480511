#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { run } from './command';

const { exitCode, output, error } = run(process.argv.slice(2));
process.stdout.write(output);
if (error !== '') writeSync(2, error);
process.exitCode = exitCode;
