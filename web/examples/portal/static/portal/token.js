// The signed-in person's Tapis token, from this portal.

const { token: url } = document.getElementById("credentials").dataset;

/** @returns {Promise<{ token: string, baseUrl: string }>} asked for each time: a portal renews tokens by itself */
export async function fetchToken() {
  const response = await fetch(url);
  if (!response.ok) throw new Error("The session has ended.");
  return response.json();
}
