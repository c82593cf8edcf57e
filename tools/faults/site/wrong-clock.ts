import { existsSync, readdirSync } from 'node:fs'

const library = 'faketime/libfaketimeMT.so.1'

/**
 * Variables that set the clock of a process off, and of nothing else on the machine.
 *
 * @param offset as libfaketime takes it, `+2h` say
 * @throws Error when libfaketime is not installed
 */
export function wrongClock(offset: string): Record<string, string> {
  const path = readdirSync('/usr/lib')
    .map((directory) => `/usr/lib/${directory}/${library}`)
    .find((each) => existsSync(each))
  if (path === undefined) throw new Error('libfaketime is not installed: run tools/ci/install-faketime.sh.')
  // The steady timer is not a clock; the machine's own stays right even where its clock is wrong.
  return { LD_PRELOAD: path, FAKETIME: offset, DONT_FAKE_MONOTONIC: '1' }
}
