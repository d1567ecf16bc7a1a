// A link to where the deployment says that help is.

/** @param {{ link: import("./help-links.js").HelpLink }} props */
export function HelpLinkView({ link: { label, href } }) {
  return (
    <a class="link" href={href} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  );
}
