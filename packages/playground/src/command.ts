#!/usr/bin/env node
import { runCommand } from './command/run-command.ts'
import { readPage } from './server/page-files.ts'
import { packageVersion } from './version.ts'

await runCommand(packageVersion(), readPage)
