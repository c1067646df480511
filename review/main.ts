#!/usr/bin/env node
import { endWith } from '../command/end';
import { run } from './command';

endWith(run(process.argv.slice(2)));
