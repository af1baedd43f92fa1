/** Where to go after signing in: a path of this site, never another site. */
export function safeReturn(then: string | undefined): string {
  if (then === undefined || !/^\/(?![/\\])/.test(then) || then.startsWith("/sign-in"))
    return "/welcome";
  return then;
}
