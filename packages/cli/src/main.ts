#!/usr/bin/env node
import { connect } from '@goated/schema'
import { runCommandLine } from './command-line.ts'

await runCommandLine(process.argv.slice(2), { process, connect })
