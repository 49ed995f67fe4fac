/**
 * Keeps Material from asking for a sitemap beside every page's translation.
 *
 * Its script does so for each alternate link it finds when the document is ready, feeds included,
 * to make a language menu stay on the page; ours is a plain link that does. So the links step
 * aside until the page has loaded.
 */

const links = document.querySelectorAll("link[rel=alternate]");
for (const link of links) link.remove();
addEventListener("load", () => document.head.append(...links));
