import { schemaError } from '../schema-errors.ts'

/**
 * Loads an optional driver.
 *
 * @throws DATABASE_DRIVER_MISSING the package is not installed
 */
export async function loadDriver<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (cause) {
    // A driver that is there but broken must show its own error, not send people to install it again.
    const { code, message } = cause as { code?: unknown; message?: unknown }
    const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
    if (!missing || !String(message).includes(name)) throw cause
    throw schemaError('DATABASE_DRIVER_MISSING', `This database needs the package ${name}: npm install ${name}`, {
      details: { package: name },
      cause,
    })
  }
}
