import * as input from '../../inputs.ts'
import { admin, route } from '../../route.ts'
import { auditPage, auditVerification } from '../../shapes/audit-log.ts'

const audit = { tag: 'admin: people', access: admin('audit:read') } as const

export const adminAuditLogRoutes = {
  listAudit: route({
    ...audit,
    method: 'get',
    path: '/api/admin/audit-log',
    summary: 'Who did what, the latest first',
    query: input.auditQuery,
    answer: auditPage,
  }),
  verifyAudit: route({
    ...audit,
    method: 'get',
    path: '/api/admin/audit-log/verification',
    summary: 'Whether every entry still fits its predecessor',
    answer: auditVerification,
  }),
} as const
