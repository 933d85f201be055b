// What may be linked to: the same rule as `Href` on the server.

const schemes = ["https:", "http:", "mailto:", "tel:"];

/** The address as the server keeps it, or null when it cannot be linked to. */
export function address(text) {
  let url;
  try {
    url = new URL(text.trim());
  } catch {
    return null;
  }
  if (!schemes.includes(url.protocol) || url.href.length > 2_000) return null;
  return url.protocol.startsWith("http") && !url.host ? null : url.href;
}

/** What somebody types or pastes as an address, with what is missing put in front; null when nothing helps. */
export function mended(text) {
  const typed = unwrapped(text.trim().replace(/^<|>$/g, ""));
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(typed)) return address(`mailto:${typed}`);
  if (/^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#:].*)?$/u.test(typed)) return address(`https://${typed}`);
  return address(typed.replace(/\s/g, "%20"));
}

/** The address behind those that mail filters and Google Docs put around it. */
export function unwrapped(text) {
  const found = address(text);
  if (!found) return text;
  const url = new URL(found);
  const inner = /\.safelinks\.protection\.outlook\.com$/.test(url.hostname)
    ? url.searchParams.get("url")
    : /^(www\.)?google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url"
      ? url.searchParams.get("q") ?? url.searchParams.get("url")
      : null;
  return inner && address(inner) ? inner : text;
}
