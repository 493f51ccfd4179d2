import { ADDRESS_HEADER } from "@/server/account/address-header";
import { currentRequest } from "@/server/operation/request-scope";

/**
 * The address of the caller, in the one form it is written down and counted in; null outside of HTTP. Found when the
 * request began (server/operation/client-address.ts): no header is asked, because a stranger may write those.
 */
export const clientAddress = (_headers?: Headers): string | null => currentRequest()?.address ?? null;

/** The same request with the caller's true address in the one header where Better Auth looks for it. */
export function withClientAddress(request: Request): Request {
  const headers = new Headers(request.headers);
  const address = clientAddress();
  if (address === null) headers.delete(ADDRESS_HEADER);
  else headers.set(ADDRESS_HEADER, address);
  return new Request(request, { headers });
}
