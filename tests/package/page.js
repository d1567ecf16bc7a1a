// The script of a page that uses every entry of the package. The test copies it beside the installed package.

import { connectTapis, establishTmsCredentials } from "tms-credentials";
import { mountTmsCredentials } from "tms-credentials/host";
import "tms-credentials/element";

const host = {
  /** @param {string} token @param {string} systemId */
  async establish(token, systemId) {
    const tapis = await connectTapis({ token });
    const first = await establishTmsCredentials(tapis, systemId);
    const second = await establishTmsCredentials(tapis, systemId);
    tapis.close();
    return [first.status, second.status];
  },

  /** @param {string} token */
  addElement(token) {
    const element = document.createElement("tms-credentials");
    element.getToken = () => token;
    document.body.append(element);
  },

  /** @param {string} token @param {string} src */
  mount(token, src) {
    const element = document.querySelector("#embed");
    if (element instanceof HTMLElement)
      mountTmsCredentials(element, { src, getToken: () => token });
  },
};

Object.assign(window, { host });
