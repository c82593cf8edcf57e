import { setAdminBody } from '@goated/accounts/inputs'
import * as z from 'zod'
import * as input from '../../inputs.ts'
import { admin, route } from '../../route.ts'
import { adminUser, adminUsersPage } from '../../shapes/admin-user.ts'

const people = { tag: 'admin: people' } as const
const read = { ...people, access: admin('users:read') } as const
const write = { ...people, access: admin('users:write') } as const

export const adminUserRoutes = {
  listUsers: route({
    ...read,
    method: 'get',
    path: '/api/admin/users',
    summary: 'Users by name',
    query: input.usersQuery,
    answer: adminUsersPage,
  }),
  updateUser: route({
    ...write,
    method: 'patch',
    path: '/api/admin/users/:id',
    summary: "Hides a player's name from the public, or shows it",
    params: input.idParams,
    body: z.strictObject({ nameHidden: z.boolean() }),
    answer: adminUser,
    problems: ['USER_NOT_FOUND'],
  }),
  setUserRole: route({
    ...people,
    access: admin('admins:write'),
    stepUp: 'proof',
    method: 'patch',
    path: '/api/admin/users/:id/role',
    summary: 'Makes somebody an admin, or no longer one; their sessions end, and with the role their tokens',
    params: input.idParams,
    body: setAdminBody,
    answer: adminUser,
    problems: ['USER_NOT_FOUND', 'LAST_ADMIN', 'USER_UNCLAIMED'],
  }),
} as const
